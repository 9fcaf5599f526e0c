"""The words of the invented architecture of tỉnh Sông Lam: subjects, sentences about them, outline, tables, figures.

Everything here is invented: *văn bản giả định để kiểm thử*. No such province, agency, number or system exists.
`tests.make_architecture` composes a long document of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """Something the architecture speaks of; the tuples are noun phrases, but `facts` are sentences used once each."""

    name: str
    owner: str
    partner: str
    thing: str
    parts: tuple[str, ...]
    records: tuple[str, ...]
    risks: tuple[str, ...]
    measures: tuple[str, ...]
    facts: tuple[str, ...]


SUBJECTS = {
    "ttdl": Subject(
        "trung tâm dữ liệu của tỉnh",
        "Trung tâm Hạ tầng số",
        "Công ty Điện lực Sông Lam",
        "máy chủ vật lý",
        (
            "phòng máy chính tại phường Bến Sứ",
            "phòng máy dự phòng tại xã Đồi Sim",
            "hệ thống làm mát bằng nước sông tuần hoàn",
            "hai đường cấp điện độc lập",
            "bể chứa dầu cho máy phát",
        ),
        ("nhật ký nhiệt độ từng tủ máy", "sổ ra vào phòng máy", "hồ sơ bảo trì ắc quy"),
        ("nước dâng tràn vào hầm cáp", "mất điện lưới quá tám giờ", "tủ máy quá tải về trọng lượng"),
        ("hiệu suất sử dụng điện", "thời gian chuyển sang phòng máy dự phòng"),
        (
            "Sàn phòng máy chính được nâng thêm 1,2 mét sau trận lụt làm ngập tầng hầm chợ Bến Sứ.",
            "Phòng máy dự phòng đặt cách phòng máy chính 47 km theo đường bộ, khác lưu vực và khác trạm biến áp.",
            "Mỗi tủ máy có một nhãn màu: xanh cho hệ thống dùng chung, vàng cho hệ thống của sở, đỏ cho hệ thống chờ tắt.",
            "Máy chủ hết hạn bảo hành không được giữ lại quá mười tám tháng, kể cả khi vẫn chạy ổn định.",
            "Nước làm mát lấy từ hồ điều hòa và trả về hồ ở nhiệt độ chênh không quá bốn độ.",
            "Đội trực phòng máy gồm chín người, chia ba ca, mỗi ca có một người biết vận hành máy phát.",
        ),
    ),
    "mang": Subject(
        "mạng truyền số liệu của tỉnh",
        "Phòng Viễn thông thuộc Sở Kết nối số",
        "Bưu điện tỉnh Sông Lam",
        "điểm đấu nối",
        (
            "vòng cáp quang bờ bắc",
            "vòng cáp quang bờ nam",
            "thiết bị định tuyến biên",
            "kênh vệ tinh dự phòng cho xã vùng cao",
            "điểm trung chuyển tại đèo Ngàn",
        ),
        ("bản đồ tuyến cáp", "lưu lượng theo giờ của từng điểm", "biên bản sự cố đứt cáp"),
        ("cáp bị kéo đứt trong mùa lũ", "nghẽn kênh vào giờ họp trực tuyến", "cấu hình định tuyến bị sửa nhầm"),
        ("độ trễ giữa hai điểm xa nhất", "tỷ lệ gói tin mất"),
        (
            "Hai vòng cáp chỉ gặp nhau ở cầu Lam Thượng và được luồn trong hai ống khác phía của cầu.",
            "Bảy xã vùng cao của huyện cũ Ngàn Phố dùng kênh vệ tinh khi tuyến cáp qua đèo bị sạt.",
            "Mỗi trụ sở cấp xã có một cổng riêng cho họp trực tuyến, không dùng chung với cổng của bộ phận một cửa.",
            "Tên thiết bị mạng ghép từ mã xã, số tầng và số thứ tự, chẳng hạn BS-02-014.",
            "Tuyến cáp treo trên cột điện được thay dần bằng tuyến ngầm ở các phường ven sông.",
            "Khi một vòng cáp đứt, lưu lượng phải tự chuyển sang vòng còn lại trong năm mươi mili giây.",
        ),
    ),
    "dam": Subject(
        "nền tảng điện toán đám mây Sông Lam",
        "Trung tâm Hạ tầng số",
        "Công ty cổ phần Mây Ngàn",
        "máy chủ ảo",
        (
            "cụm tính toán",
            "vùng lưu trữ đối tượng",
            "kho ảnh hệ điều hành đã kiểm duyệt",
            "cổng tự phục vụ của quản trị viên",
            "bộ tính chi phí theo đơn vị",
        ),
        ("phiếu xin tài nguyên", "ảnh chụp máy ảo hằng đêm", "bảng giá nội bộ"),
        ("máy ảo bị bỏ quên vẫn chiếm tài nguyên", "ổ đĩa đầy không báo trước", "ảnh hệ điều hành cũ còn lỗ hổng"),
        ("tỷ lệ máy ảo được dùng trên mười phần trăm năng lực", "thời gian cấp một máy ảo"),
        (
            "Đơn vị xin máy ảo phải nêu ngày trả lại; quá ngày đó mười lăm ngày máy ảo tự dừng.",
            "Kho ảnh hệ điều hành chỉ giữ hai đời: đời đang dùng và đời liền trước.",
            "Bảng giá nội bộ không thu tiền thật mà để mỗi sở thấy mình dùng bao nhiêu.",
            "Ứng dụng chạy trong hộp chứa được ưu tiên cấp tài nguyên trước ứng dụng cài thẳng trên máy ảo.",
            "Mỗi quý một lần, máy ảo không có người nhận được đưa vào danh sách chờ tắt và đăng trên cổng nội bộ.",
            "Vùng lưu trữ đối tượng giữ ba bản ở ba tủ khác nhau và một bản ở Đồi Sim.",
        ),
    ),
    "thietbi": Subject(
        "thiết bị đầu cuối tại cơ quan nhà nước",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Trường Cao đẳng Nghề Lam Thành",
        "máy trạm",
        (
            "máy trạm chuẩn loại A",
            "máy quét hồ sơ hai mặt",
            "màn hình tra cứu tại bộ phận một cửa",
            "đầu đọc thẻ căn cước",
            "máy in dùng chung theo tầng",
        ),
        ("thẻ tài sản của từng máy", "lịch thay pin lưu điện", "phiếu mượn máy tính xách tay"),
        ("máy cũ không cài được bản vá", "thiết bị lưu trữ ngoài mang mã độc", "máy quét sai tỷ lệ"),
        ("tuổi trung bình của máy trạm", "tỷ lệ máy trạm có bản vá trong bảy ngày"),
        (
            "Máy trạm loại A dùng bộ nhớ 16 GB và được mua tập trung một đợt mỗi năm, vào tháng Ba.",
            "Ở bộ phận một cửa, màn hình tra cứu đặt thấp cho người ngồi xe lăn ở ít nhất một quầy.",
            "Sinh viên Trường Cao đẳng Nghề Lam Thành thực tập sửa chữa máy trạm tại 24 xã vào hai tháng hè.",
            "Máy in riêng tại bàn được thu hồi; mỗi tầng còn một máy in mở bằng thẻ công chức.",
            "Đầu đọc thẻ căn cước hỏng phải được thay trong ngày, lấy từ tủ dự phòng của cụm xã.",
        ),
    ),
    "lgsp": Subject(
        "nền tảng tích hợp, chia sẻ dữ liệu LGSP của tỉnh",
        "Trung tâm Dữ liệu số",
        "Bộ Kết nối số",
        "dịch vụ chia sẻ",
        (
            "trục thông điệp",
            "bộ quản lý giao diện lập trình",
            "thư mục dịch vụ",
            "bộ biến đổi định dạng",
            "bảng theo dõi giao dịch",
        ),
        ("hợp đồng dữ liệu giữa hai cơ quan", "nhật ký gọi dịch vụ", "lược đồ thông điệp"),
        ("dịch vụ đổi lược đồ mà không báo", "vòng lặp thông điệp", "khóa truy cập bị dùng chung"),
        ("tỷ lệ thông điệp đến đích", "thời gian đáp ứng của chín mươi lăm phần trăm lời gọi"),
        (
            "Kết nối thẳng giữa hai hệ thống của hai sở không qua LGSP bị coi là ngoại lệ và hết hạn sau mười hai tháng.",
            "Hợp đồng dữ liệu dài không quá hai trang, ghi trường nào được đọc, đọc để làm gì và giữ trong bao lâu.",
            "Lược đồ thông điệp có số hiệu ba phần; tăng phần đầu nghĩa là bên nhận phải sửa phần mềm.",
            "Trục thông điệp giữ lại thông điệp chưa giao được trong 72 giờ rồi trả về nơi gửi.",
            "Thư mục dịch vụ ghi tên người trả lời điện thoại cho từng dịch vụ, không chỉ tên cơ quan.",
            "Dịch vụ không ai gọi trong sáu tháng được đưa vào danh sách ngừng.",
            "Mỗi khóa truy cập gắn với một phần mềm và một mục đích; xin thêm mục đích thì xin thêm khóa.",
        ),
    ),
    "kho": Subject(
        "kho dữ liệu dùng chung của tỉnh",
        "Trung tâm Dữ liệu số",
        "Cục Thống kê Sông Lam",
        "bộ dữ liệu",
        (
            "vùng tiếp nhận thô",
            "vùng làm sạch",
            "vùng chủ đề",
            "phòng thí nghiệm phân tích",
            "sổ nguồn gốc dữ liệu",
        ),
        ("biên bản nhận dữ liệu", "quy tắc làm sạch", "kết quả đối soát hằng tuần"),
        ("dữ liệu thô bị sửa tay", "hai nguồn cho hai con số", "bảng chủ đề không người phụ trách"),
        ("tỷ lệ bản ghi qua được quy tắc làm sạch", "độ tươi của vùng chủ đề"),
        (
            "Vùng tiếp nhận thô chỉ được ghi thêm; muốn sửa phải ghi một bản mới và nêu lý do.",
            "Khi hai nguồn cho hai con số về cùng một việc, kho giữ cả hai và ghi nguồn nào được chọn để công bố.",
            "Vùng chủ đề đầu tiên là hộ kinh doanh ven sông, vì năm sở cùng hỏi về nhóm này.",
            "Phòng thí nghiệm phân tích không có đường ra Internet và không cho chép tệp ra ngoài.",
            "Sổ nguồn gốc dữ liệu trả lời được câu hỏi: con số này từ đâu, qua mấy bước, ai duyệt từng bước.",
            "Bảng chủ đề không có người phụ trách quá ba mươi ngày bị ẩn khỏi danh mục.",
        ),
    ),
    "mo": Subject(
        "cổng dữ liệu mở Sông Lam",
        "Trung tâm Dữ liệu số",
        "Hiệp hội Doanh nghiệp trẻ Sông Lam",
        "tập dữ liệu mở",
        (
            "danh mục tập dữ liệu",
            "trang xem trước bảng và bản đồ",
            "giao diện tải hàng loạt",
            "hộp góp ý",
            "bộ kiểm tra ẩn danh",
        ),
        ("giấy phép sử dụng", "lịch cập nhật từng tập", "góp ý của người dùng"),
        ("dữ liệu mở còn dấu vết cá nhân", "tập dữ liệu quá hạn cập nhật", "tên cột đổi giữa hai kỳ"),
        ("tỷ lệ tập dữ liệu cập nhật đúng lịch", "số ứng dụng bên ngoài dùng dữ liệu mở"),
        (
            "Ba tập được tải nhiều nhất là mực nước các trạm, lịch chợ phiên và giá nông sản tại chợ đầu mối.",
            "Góp ý về một ô sai được trả lời trong năm ngày làm việc và kết quả được ghi cạnh tập dữ liệu.",
            "Tập dữ liệu có ít hơn mười một người trong một ô thống kê phải gộp ô trước khi mở.",
            "Tên cột được giữ nguyên giữa các kỳ; cột mới chỉ thêm vào cuối bảng.",
            "Mỗi năm tỉnh tổ chức một cuộc thi dùng dữ liệu mở cho học sinh trung học phổ thông.",
        ),
    ),
    "chu": Subject(
        "dữ liệu chủ và danh mục dùng chung",
        "Hội đồng Dữ liệu tỉnh",
        "Sở Nội vụ",
        "danh mục",
        (
            "mã cơ quan",
            "mã đơn vị hành chính",
            "mã thủ tục",
            "bộ ghép bản ghi trùng",
            "trang hỏi đáp về mã",
        ),
        ("bảng mã có hiệu lực", "lịch sử đổi mã", "đề nghị cấp mã mới"),
        ("hai sở tự đặt hai mã cho một việc", "mã cũ bị dùng lại", "tên viết không thống nhất"),
        ("tỷ lệ bản ghi mang mã thống nhất", "thời gian cấp một mã mới"),
        (
            "Mã của đơn vị đã giải thể không bao giờ được cấp lại cho đơn vị khác.",
            "Sau đợt sắp xếp, mỗi xã mới mang một mã mới và giữ đường dẫn tới mã của các xã cũ.",
            "Bộ ghép bản ghi trùng đề nghị, còn người phụ trách quyết định; không ghép tự động dữ liệu về người.",
            "Tên cơ quan được lưu ở ba dạng: đầy đủ, viết tắt và không dấu để tìm kiếm.",
            "Hội đồng Dữ liệu họp vào thứ Năm tuần đầu của quý để xét các đề nghị cấp mã.",
        ),
    ),
    "tthc": Subject(
        "hệ thống thông tin giải quyết thủ tục hành chính của tỉnh",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Trung tâm Phục vụ hành chính công",
        "quy trình điện tử",
        (
            "cổng nộp hồ sơ",
            "bộ điền sẵn tờ khai",
            "phân hệ luân chuyển nội bộ",
            "kho kết quả số hóa",
            "bộ nhắc hạn",
        ),
        ("tờ khai điện tử", "phiếu kiểm soát quá trình", "kết quả có chữ ký số"),
        (
            "hồ sơ bị trả lại vì thiếu giấy đã có trong kho",
            "quy trình điện tử khác quy trình công bố",
            "trễ hạn dồn vào cuối tuần",
        ),
        ("tỷ lệ hồ sơ nộp trực tuyến toàn trình", "số lần người dân phải đến quầy"),
        (
            "Bộ điền sẵn tờ khai lấy được trung bình 61% số ô từ dữ liệu tỉnh đã có.",
            "Hồ sơ trễ hạn phải kèm thư xin lỗi do người đứng đầu ký số, nêu lý do và ngày hẹn lại.",
            "Thuyền lưu động của Trung tâm Phục vụ hành chính công nhận hồ sơ tại 14 bến vào ngày chợ phiên.",
            "Kết quả đã cấp từ năm 1998 đến nay được số hóa theo thứ tự người dân hỏi đến, không theo năm.",
            "Cán bộ tại quầy không được yêu cầu bản sao giấy tờ mà hệ thống đã hiển thị.",
            "Bộ nhắc hạn gửi tin cho người xử lý trước hạn hai ngày và cho lãnh đạo trước hạn nửa ngày.",
            "Mỗi quy trình điện tử mang số hiệu của quyết định công bố thủ tục tương ứng.",
        ),
    ),
    "vanban": Subject(
        "hệ thống quản lý văn bản và điều hành",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Chi cục Lưu trữ Sông Lam",
        "đơn vị sử dụng",
        (
            "sổ văn bản đến và đi",
            "hồ sơ công việc điện tử",
            "phân hệ giao nhiệm vụ",
            "bộ ký số tập trung",
            "cổng nộp lưu",
        ),
        ("phiếu trình", "bản ghi thời điểm ký", "mục lục hồ sơ nộp lưu"),
        ("văn bản gửi nhầm nơi", "dự thảo lẫn với bản phát hành", "hồ sơ công việc không kết thúc"),
        ("tỷ lệ nhiệm vụ hoàn thành đúng hạn", "thời gian từ trình đến ký"),
        (
            "Văn bản hỏa tốc phát ra tiếng chuông trên điện thoại của người nhận cho đến khi được mở.",
            "Hồ sơ công việc không có bước mới trong 120 ngày được hỏi lại người lập để kết thúc hoặc gia hạn.",
            "Bản dự thảo mang nền chữ chìm và không có số cho đến khi được ký.",
            "Phân hệ giao nhiệm vụ nối mỗi nhiệm vụ với đúng một câu trong văn bản giao việc.",
            "Chi cục Lưu trữ nhận hồ sơ nộp lưu dưới dạng điện tử từ quý II hằng năm.",
        ),
    ),
    "baocao": Subject(
        "hệ thống thông tin báo cáo của tỉnh",
        "Sở Kế hoạch và Ngân sách",
        "Cục Thống kê Sông Lam",
        "biểu mẫu báo cáo",
        (
            "kho chỉ tiêu",
            "bộ thiết kế biểu",
            "bộ đối chiếu kỳ trước",
            "lịch báo cáo",
            "trang xem nhanh của lãnh đạo",
        ),
        ("định nghĩa chỉ tiêu", "số liệu từng kỳ", "giải trình chênh lệch"),
        ("một chỉ tiêu có hai cách tính", "số liệu nhập sau hạn", "biểu mẫu xin thêm không có căn cứ"),
        ("tỷ lệ chỉ tiêu lấy tự động", "số biểu mẫu đã cắt giảm"),
        (
            "Kho chỉ tiêu hiện có 412 chỉ tiêu, trong đó 96 chỉ tiêu không ai xem trong hai năm.",
            "Chênh lệch quá 15% so với kỳ trước buộc người nhập viết giải trình trước khi gửi.",
            "Cơ quan muốn thêm một biểu mẫu phải chỉ ra một biểu mẫu khác để bỏ.",
            "Lãnh đạo xã xem được số liệu của xã mình và số trung vị của cụm xã, không xem số của từng xã khác.",
            "Lịch báo cáo tránh tuần cuối tháng Chạp âm lịch và tuần bầu cử.",
        ),
    ),
    "ioc": Subject(
        "trung tâm giám sát, điều hành thông minh IOC",
        "Sở Kết nối số",
        "Ban Chỉ huy Phòng thủ dân sự tỉnh",
        "màn hình chuyên đề",
        (
            "bàn trực điều hành",
            "bản đồ tình huống",
            "kho kịch bản ứng phó",
            "bộ nhận phản ánh hiện trường",
            "tường màn hình",
        ),
        ("phiếu tình huống", "nhật ký ca trực", "kịch bản đã diễn tập"),
        ("cảnh báo quá nhiều nên bị bỏ qua", "camera hướng vào nhà dân", "kịch bản chưa từng diễn tập"),
        ("thời gian từ phản ánh đến khi có người nhận việc", "tỷ lệ cảnh báo đúng"),
        (
            "IOC không ra lệnh thay cơ quan có thẩm quyền; IOC báo, nhắc và ghi lại.",
            "Camera quay vào cửa nhà dân bị che vùng nhìn ngay tại thiết bị, không phải ở trung tâm.",
            "Kịch bản lũ về đêm ở cù lao Bãi Dâu được diễn tập hai lần mỗi năm, một lần không báo trước.",
            "Ca trực đêm có hai người; một người phải biết chèo thuyền máy để tới trạm số 9 khi mất liên lạc.",
            "Một cảnh báo bị ba ca liên tiếp bỏ qua sẽ được xem lại ngưỡng.",
            "Phản ánh hiện trường kèm ảnh được gửi thẳng đến xã, đồng thời hiện trên bản đồ tình huống.",
        ),
    ),
    "datdai": Subject(
        "cơ sở dữ liệu đất đai",
        "Sở Đồng ruộng và Môi trường",
        "Văn phòng Đăng ký đất đai Sông Lam",
        "thửa đất",
        (
            "lớp bản đồ địa chính",
            "sổ đăng ký điện tử",
            "phân hệ biến động",
            "lớp giá đất",
            "bộ so khớp chủ sử dụng",
        ),
        ("hồ sơ gốc quét màu", "lịch sử biến động", "ranh giới đã ký giáp ranh"),
        ("ranh giới hai xã cũ chồng nhau", "thửa bãi bồi đổi hình theo mùa", "chủ sử dụng đã mất chưa sang tên"),
        ("tỷ lệ thửa có mã định danh", "thời gian cập nhật một biến động"),
        (
            "Thửa đất bãi bồi được vẽ bằng hai đường ranh: đường mùa cạn và đường mùa nước.",
            "Hồ sơ gốc trước năm 1993 được quét màu vì nét son trên bản vẽ có giá trị phân biệt.",
            "Dọc ranh giới các xã cũ còn 1.318 thửa chồng lấn, được xử lý trước tháng 9 năm 2027.",
            "Bộ so khớp chủ sử dụng chỉ đưa gợi ý cho cán bộ địa chính, kèm mức tin cậy.",
            "Lớp giá đất được khóa sau khi bảng giá có hiệu lực; sửa phải có quyết định.",
        ),
    ),
    "nong": Subject(
        "hệ thống truy xuất nguồn gốc nông sản",
        "Sở Đồng ruộng và Môi trường",
        "Liên minh Hợp tác xã Sông Lam",
        "mã vùng trồng",
        (
            "nhật ký canh tác trên điện thoại",
            "tem truy xuất",
            "sổ vật tư của hợp tác xã",
            "trạm cân nối mạng",
            "trang tra cứu cho người mua",
        ),
        ("nhật ký canh tác", "phiếu kiểm nghiệm", "lệnh thu hồi lô hàng"),
        ("tem bị dán cho hàng nơi khác", "nhật ký ghi bù cuối vụ", "trạm cân mất mạng"),
        ("tỷ lệ lô hàng truy được về thửa", "thời gian thu hồi một lô"),
        (
            "Bưởi Ngàn và mật hoa sú là hai mặt hàng bắt buộc dán tem truy xuất từ vụ xuân 2026.",
            "Nhật ký canh tác ghi bằng giọng nói, vì phần lớn chủ vườn trên 55 tuổi.",
            "Trạm cân mất mạng vẫn in phiếu và gửi bù khi có sóng, kèm dấu thời gian của trạm.",
            "Tem đã quét tại quầy bán lẻ quá hai mươi lần tự đổi sang trạng thái nghi ngờ.",
            "Lệnh thu hồi một lô phải tới mọi quầy đã nhập lô đó trong bốn giờ.",
        ),
    ),
    "yte": Subject(
        "hồ sơ sức khỏe điện tử của người dân Sông Lam",
        "Sở Sức khỏe cộng đồng",
        "Bệnh viện Đa khoa Lam Thành",
        "cơ sở khám chữa bệnh",
        (
            "sổ tiêm chủng",
            "tóm tắt bệnh án",
            "đơn thuốc điện tử",
            "kho ảnh chẩn đoán",
            "bộ đồng ý chia sẻ",
        ),
        ("kết quả xét nghiệm", "đồng ý của người bệnh", "nhật ký người đã xem"),
        ("bác sĩ xem hồ sơ không vì khám bệnh", "đơn thuốc trùng hoạt chất", "ảnh chẩn đoán lưu ngoài kho"),
        ("tỷ lệ người dân có tóm tắt bệnh án", "tỷ lệ lượt xem có lý do"),
        (
            "Người bệnh mở điện thoại là thấy ai đã xem hồ sơ của mình, lúc nào và ở khoa nào.",
            "Xem hồ sơ ngoài lượt khám phải chọn lý do; mỗi tuần 2% lượt xem được hậu kiểm ngẫu nhiên.",
            "Trạm y tế trên cù lao Bãi Dâu dùng bản rút gọn chạy được khi mất mạng ba ngày.",
            "Ảnh chẩn đoán quá năm năm được chuyển sang băng từ và gọi lại trong hai giờ.",
            "Hồ sơ của trẻ dưới mười lăm tuổi do cha mẹ giữ quyền đồng ý.",
        ),
    ),
    "giaoduc": Subject(
        "cơ sở dữ liệu giáo dục của tỉnh",
        "Sở Giáo dục Sông Lam",
        "Trường Đại học Lam Thượng",
        "trường học",
        (
            "học bạ số",
            "phân hệ tuyển sinh đầu cấp",
            "kho bài giảng",
            "sổ liên lạc điện tử",
            "bản đồ điểm trường",
        ),
        ("học bạ đã khóa", "danh sách tuyển sinh theo tuyến", "bài giảng được bình chọn"),
        ("điểm bị sửa sau khi khóa sổ", "học sinh chuyển trường mất dữ liệu", "ảnh học sinh đăng công khai"),
        ("tỷ lệ học bạ số được ký", "thời gian xử lý chuyển trường"),
        (
            "Học bạ khóa vào ngày 31 tháng 5; sửa sau ngày đó cần chữ ký của hiệu trưởng và của phòng.",
            "Tuyển sinh đầu cấp tính tuyến theo quãng đường đi đò và đường bộ chứ không theo ranh giới xã.",
            "Điểm trường ghép ở thượng nguồn dùng kho bài giảng chép sẵn trên máy chủ nhỏ của trường.",
            "Phụ huynh không có điện thoại thông minh nhận sổ liên lạc qua loa của thôn hoặc qua giấy.",
        ),
    ),
    "attt": Subject(
        "trung tâm giám sát an toàn thông tin của tỉnh",
        "Phòng An toàn thông tin thuộc Sở Kết nối số",
        "Công an tỉnh Sông Lam",
        "nguồn nhật ký",
        (
            "bộ thu nhật ký",
            "bộ luật phát hiện",
            "đội ứng cứu sự cố",
            "phòng phân tích mã độc",
            "kênh báo lỗ hổng",
        ),
        ("hồ sơ đề xuất cấp độ", "biên bản diễn tập", "sổ lỗ hổng"),
        ("tài khoản của người đã nghỉ việc", "tống tiền bằng mã hóa dữ liệu", "thư giả danh lãnh đạo"),
        ("thời gian phát hiện trung bình", "tỷ lệ lỗ hổng nghiêm trọng được vá trong bảy ngày"),
        (
            "Tài khoản của người nghỉ việc bị khóa trong bốn giờ kể từ khi quyết định nghỉ việc được ký số.",
            "Hai lần mỗi năm, đội ứng cứu gửi thư giả danh thử cho toàn bộ công chức và công bố tỷ lệ mắc theo sở.",
            "Người ngoài báo đúng một lỗ hổng được ghi tên trên cổng của tỉnh nếu đồng ý.",
            "Bản sao lưu ngoại tuyến được thử phục hồi thật vào thứ Bảy tuần thứ hai của tháng.",
            "Hệ thống cấp độ 3 có mười bảy nguồn nhật ký bắt buộc, cấp độ 2 có chín.",
            "Không hệ thống nào được đưa vào dùng chính thức khi hồ sơ cấp độ chưa được duyệt.",
            "Sự cố làm lộ dữ liệu cá nhân của trên 100 người được báo cho người bị ảnh hưởng trong 72 giờ.",
        ),
    ),
    "dinhdanh": Subject(
        "dịch vụ xác thực và ký số dùng chung",
        "Trung tâm Hạ tầng số",
        "Ban Cơ yếu tỉnh",
        "tài khoản công chức",
        (
            "cổng đăng nhập một lần",
            "ứng dụng sinh mã",
            "máy chủ ký từ xa",
            "danh bạ công chức",
            "bộ phân quyền theo vai trò",
        ),
        ("hồ sơ cấp chứng thư", "nhật ký đăng nhập", "bảng vai trò"),
        ("chung mật khẩu giữa hai người", "chứng thư hết hạn giữa kỳ nghỉ", "vai trò tạm không thu hồi"),
        ("tỷ lệ đăng nhập hai lớp", "số vai trò tạm còn hiệu lực quá hạn"),
        (
            "Vai trò tạm mặc định hết hạn sau mười bốn ngày và chỉ gia hạn được một lần.",
            "Chứng thư hết hạn được báo trước 60, 30 và 7 ngày; người đi học dài hạn được báo qua thủ trưởng.",
            "Danh bạ công chức đồng bộ từ Sở Nội vụ mỗi đêm lúc 1 giờ 30 phút.",
            "Ký từ xa chỉ dùng cho văn bản có dung lượng dưới 50 MB; tệp lớn hơn ký tại máy.",
            "Người mất điện thoại đến bất kỳ xã nào để được cấp lại mã trong ngày.",
        ),
    ),
    "nhanluc": Subject(
        "nhân lực số của tỉnh",
        "Sở Nội vụ",
        "Trường Chính trị Lam Thành",
        "công chức chuyên trách",
        (
            "khung năng lực số",
            "lớp học buổi tối",
            "đội hỗ trợ lưu động",
            "chế độ luân phiên giữa sở và xã",
            "quỹ thi chứng chỉ",
        ),
        ("kết quả đánh giá năng lực", "lịch luân phiên", "sổ giờ học"),
        ("người giỏi chuyển việc", "lớp học chỉ điểm danh", "một người kiêm ba việc"),
        ("số giờ học trung bình một người", "tỷ lệ xã có người chuyên trách"),
        (
            "Mỗi công chức chuyên trách ở sở xuống xã tám tuần trong ba năm đầu.",
            "Lớp học buổi tối quay lại toàn bộ, cắt thành đoạn không quá sáu phút.",
            "Quỹ thi chứng chỉ trả lệ phí cho lần thi đầu; lần thi lại người học tự trả.",
            "Đội hỗ trợ lưu động gồm 22 người, đi theo lịch chợ phiên của cụm xã.",
            "Người viết được công cụ nhỏ giúp đồng nghiệp được cộng điểm khi xét nâng lương trước hạn.",
        ),
    ),
    "congdan": Subject(
        "ứng dụng công dân số Sông Lam",
        "Sở Kết nối số",
        "Tỉnh đoàn Sông Lam",
        "tài khoản công dân",
        (
            "trang chủ theo tình huống đời sống",
            "ví giấy tờ",
            "bộ nhắc việc gia đình",
            "kênh phản ánh",
            "trợ lý hỏi đáp",
        ),
        ("lựa chọn riêng tư của người dùng", "lịch sử phản ánh", "câu hỏi chưa trả lời được"),
        ("tin nhắn giả danh ứng dụng", "người già bị bỏ lại", "trợ lý trả lời không có căn cứ"),
        ("tỷ lệ người mở ứng dụng hằng tháng", "tỷ lệ phản ánh được trả lời đúng hạn"),
        (
            "Trang chủ xếp việc theo tình huống như sinh con, xây nhà, mở quán, không xếp theo tên sở.",
            "Trợ lý hỏi đáp phải nêu văn bản và điều khoản; không tìm được thì nói là không tìm được.",
            "Chữ trên ứng dụng phóng được tới 200% mà không mất nút bấm.",
            "Con cái ở xa được cha mẹ ủy quyền xem lịch hẹn, không xem được hồ sơ bệnh.",
            "Tỉnh đoàn cử 340 đoàn viên hướng dẫn cài ứng dụng tại nhà văn hóa thôn.",
        ),
    ),
    "lu": Subject(
        "mạng quan trắc và cảnh báo lũ sông Lam Thượng",
        "Sở Đồng ruộng và Môi trường",
        "Đài Khí tượng Thủy văn Lam Thượng",
        "trạm đo mực nước",
        (
            "cảm biến siêu âm",
            "còi báo thôn",
            "mô hình dòng chảy",
            "bản đồ ngập theo mét",
            "kênh nhắn tin theo vùng",
        ),
        ("mực nước mười phút một lần", "lần hú còi", "ảnh vệt nước sau lũ"),
        ("rác mắc vào cảm biến", "còi hú nhầm lúc nửa đêm", "pin trạm cạn sau bảy ngày mưa"),
        ("thời gian báo trước đỉnh lũ", "tỷ lệ trạm có số liệu liên tục"),
        (
            "Trạm số 9 ở bãi Đá Chông là trạm báo sớm nhất, trước thành phố Lam Thành khoảng 5 giờ 40 phút.",
            "Còi thôn hú ba hồi khi nước lên mức vàng, hú liên tục khi lên mức đỏ.",
            "Vệt nước sau mỗi trận lũ được trưởng thôn chụp cạnh cột mốc để chỉnh mô hình dòng chảy.",
            "Mỗi trạm có thêm một thước sơn để người đọc bằng mắt khi cảm biến hỏng.",
            "Tin nhắn theo vùng gửi tới mọi máy trong vùng phủ sóng, kể cả máy của người qua đường.",
        ),
    ),
}

# Sentences by what is said; the fields are those of a subject, with numbers drawn for each section.
ASPECTS = {
    "hien_trang": (
        "Đến tháng {month} năm 2025, {name} có {n} {thing}, tăng {n2} so với thời điểm ban hành phiên bản 3.0.",
        "{Owner} trực tiếp quản lý; {partner} tham gia theo biên bản phối hợp ký năm 2023.",
        "Trong các thành phần đã có, {p0} và {p1} hoạt động đều, còn {p2} mới chạy thử ở {n2} nơi.",
        "Khảo sát {n2} cơ quan cho thấy {pct}% người dùng hài lòng, thấp nhất là nhóm công chức cấp xã.",
        "Chi thường xuyên cho {name} năm 2024 là {money} tỷ đồng, trong đó gần một nửa dành cho {p3}.",
        "Việc lưu giữ {r0} đã thành nền nếp; riêng {r1} còn ghi rải rác ở nhiều nơi.",
        "Sự cố đáng kể nhất trong hai năm qua là {k0}, gây gián đoạn {hours} giờ.",
        "Trung bình mỗi ngày làm việc ghi nhận {n3} lượt thao tác, cao gấp đôi vào các ngày đầu tuần.",
        "Hợp đồng bảo trì {p2} hết hạn vào tháng {month} năm 2026 và không tự gia hạn.",
    ),
    "han_che": (
        "Hạn chế thứ nhất là {k0}; nguyên nhân được xác định là thiếu quy định rõ về {p1}.",
        "Chỉ {pct}% {thing} có hồ sơ đầy đủ, nên mỗi lần đổi nhà cung cấp phải khảo sát lại từ đầu.",
        "{P2} được mua bằng ba nguồn vốn khác nhau và chưa có đầu mối chịu trách nhiệm chung.",
        "Nguy cơ {k1} đã được nêu trong hai đợt kiểm tra nhưng chưa có kinh phí xử lý.",
        "Người dùng ở cấp xã phản ánh rằng {p3} khó thao tác và hướng dẫn viết quá dài.",
        "Chưa đo được {m0} theo một cách thống nhất, do đó báo cáo giữa các kỳ không so sánh được.",
        "Khoảng {pct2}% dữ liệu về {r1} phải nhập lại bằng tay khi chuyển sang hệ thống khác.",
        "Sự phối hợp giữa {owner} và {partner} còn dựa vào quan hệ cá nhân hơn là quy trình.",
        "Nếu không khắc phục, tình trạng {k2} sẽ làm tăng chi phí vận hành thêm khoảng {pct2}% mỗi năm.",
    ),
    "muc_tieu": (
        "Đến hết năm 2027, {m0} đạt mức do Hội đồng Kiến trúc công bố và được đo mỗi tháng.",
        "Đến năm 2030, ít nhất {pct}% {thing} đáp ứng đủ yêu cầu của Kiến trúc này.",
        "Chấm dứt tình trạng {k0} trước ngày 30 tháng {month} năm 2027.",
        "Giảm {pct2}% chi phí vận hành của {name} so với năm 2024 mà không giảm chất lượng phục vụ.",
        "Mọi thay đổi đối với {p0} được thông báo trước {days} ngày cho các cơ quan có liên quan.",
        "{R0} được lưu đầy đủ, tra cứu được trong {hours} giây và sẵn sàng cho thanh tra, kiểm toán.",
        "Đưa {m1} thành chỉ tiêu thi đua của {owner} từ năm 2026.",
        "Hoàn thành việc chuyển giao {p4} cho cán bộ của tỉnh tự vận hành, không thuê ngoài.",
    ),
    "thiet_ke": (
        "{Name} gồm năm thành phần, trong đó {p0} giữ vai trò trung tâm và được thiết kế để thay thế từng phần.",
        "{P1} chỉ trao đổi với bên ngoài qua giao diện đã công bố; mọi truy cập trực tiếp bị chặn từ lớp mạng.",
        "Năng lực thiết kế là {n3} giao dịch mỗi giờ, có thể mở rộng gấp ba mà không phải dừng dịch vụ.",
        "{P2} được tách khỏi {p3} để một bên hỏng không kéo theo bên kia.",
        "Dữ liệu phát sinh, gồm {r0} và {r1}, được ghi một lần tại nguồn rồi phát đi dưới dạng sự kiện.",
        "Phiên bản 4.0 bỏ cách cài {p0} riêng cho từng đơn vị, thay bằng một bản duy nhất có tham số.",
        "{P4} có bản chạy thử công khai trong nội bộ để các sở góp ý trước mỗi lần nâng cấp.",
        "Màn hình quản trị của {p3} có tiếng Việt đầy đủ và phím tắt, dùng được trên máy trạm loại A.",
        "Thiết kế chấp nhận việc mất liên lạc với {partner} trong {hours} giờ mà không mất dữ liệu.",
    ),
    "luong": (
        "Luồng bắt đầu khi {p0} nhận yêu cầu, gắn mã theo dõi và chuyển sang {p1} trong vòng {days} giây.",
        "Nếu thiếu {r1}, hệ thống trả lại một lần duy nhất và nêu đủ các điểm phải bổ sung.",
        "{P2} kiểm tra tính hợp lệ dựa trên {r0}; kết quả kiểm tra được lưu cùng yêu cầu.",
        "Bước duyệt {r2} không kéo dài quá {hours} giờ làm việc, quá hạn thì chuyển lên cấp trên kế tiếp.",
        "Kết quả được gửi qua nền tảng LGSP cho {partner} và đồng thời lưu vào vùng tiếp nhận của kho dữ liệu.",
        "Khi phát hiện {k1}, luồng dừng ở bước hiện tại và báo cho người trực của {owner}.",
        "Cuối ngày, {p3} đối soát số yêu cầu vào và số kết quả ra; chênh lệch phải bằng không.",
        "Người gửi biết yêu cầu đang ở {p1} hay đã qua {p3} mà không cần gọi điện thoại.",
    ),
    "tieu_chuan": (
        "Tên trường, kiểu dữ liệu và đơn vị đo trong {r0} theo Từ điển dữ liệu của tỉnh, lần công bố thứ {days}.",
        "Giao diện của {p0} mô tả bằng tệp máy đọc được và đăng trong thư mục dịch vụ trước khi đưa vào dùng.",
        "Thời gian ghi theo giờ quốc gia, chính xác đến giây; riêng {r1} chính xác đến phần nghìn giây.",
        "Tài liệu kỹ thuật của {p2} bàn giao ở định dạng mở, kèm bản nguồn của mọi hình vẽ.",
        "Sản phẩm mua mới cho {name} phải chứng minh xuất được toàn bộ dữ liệu trong {days} ngày.",
        "Mã nguồn của {p3} do ngân sách chi trả thuộc sở hữu của tỉnh và đặt trong kho mã do {owner} quản lý.",
        "Cách tính {m0} ghi rõ tử số, mẫu số, kỳ đo và người chịu trách nhiệm về con số.",
        "Tiêu chuẩn nào trong nước chưa có thì dùng tiêu chuẩn quốc tế tương ứng, sau khi {partner} cho ý kiến.",
    ),
    "an_toan": (
        "{Name} được xác định cấp độ {level} về an toàn hệ thống thông tin; hồ sơ được rà soát hằng năm.",
        "Nguy cơ phải phòng ngừa trước hết là {k0}, sau đó là {k1}.",
        "Quyền quản trị đối với {p0} chia cho hai người; một người không tự mình đổi được cấu hình.",
        "{R0} được mã hóa khi lưu, khóa mã hóa đặt tại Ban Cơ yếu tỉnh và thay {days} tháng một lần.",
        "Bản sao lưu của {p1} giữ {days} thế hệ, trong đó một thế hệ tách hoàn toàn khỏi mạng.",
        "Truy cập từ xa vào {p2} đi qua trạm trung gian có ghi hình thao tác, lưu {n2} ngày.",
        "Diễn tập tình huống {k2} mỗi năm một lần với sự tham gia của {partner}.",
        "Kết quả kiểm tra xâm nhập {p3} chỉ gửi tới người cần biết và hết hạn xem sau {n2} ngày.",
    ),
    "van_hanh": (
        "{Owner} trực vận hành {name} liên tục, có số điện thoại nóng và thời gian trả lời tối đa {days} phút.",
        "Cửa sổ bảo trì {p2} đặt vào đêm thứ Bảy, kéo dài không quá {hours} giờ và báo trước trên cổng nội bộ.",
        "Hằng tuần, người vận hành xem {m0} và ghi nhận xét, kể cả khi không có gì bất thường.",
        "Linh kiện dự phòng cho {p1} đủ dùng trong {days} tuần mà không phải chờ mua sắm.",
        "Mỗi sự cố của {p0} có một biên bản không quá hai trang, nêu nguyên nhân gốc và việc đã đổi để không lặp lại.",
        "{P3} được kiểm tra trực tiếp tại chỗ {hours} tháng một lần, có ảnh chụp kèm biên bản.",
        "Chỉ số {m1} dưới ngưỡng trong hai tháng liên tiếp thì phải lập kế hoạch khắc phục.",
        "Nhà thầu sửa {p2} tại chỗ tuân theo nội quy của {owner} và không dùng máy tính riêng.",
    ),
    "trach_nhiem": (
        "{Owner} chủ trì, chịu trách nhiệm trước Ủy ban nhân dân tỉnh về {name}.",
        "{Partner} cử một đầu mối thường xuyên và trả lời đề nghị phối hợp trong {days} ngày làm việc.",
        "Ủy ban nhân dân cấp xã giao một công chức theo dõi {p3} và báo {owner} khi có bất thường.",
        "Người đứng đầu cơ quan sử dụng chịu trách nhiệm về tính chính xác của {r1} do cơ quan mình nhập.",
        "Hội đồng Kiến trúc cho ý kiến trước khi {owner} trình chủ trương đầu tư liên quan đến {p0}.",
        "Việc để xảy ra {k1} do không thực hiện quy trình được xem xét khi đánh giá cuối năm.",
        "Đơn vị tư vấn không đồng thời là đơn vị cung cấp {p2} trong cùng một dự án.",
    ),
    "lo_trinh": (
        "Giai đoạn một, đến tháng {month} năm 2026, rà soát {n} {thing} và lập hồ sơ hiện trạng.",
        "Giai đoạn hai nâng cấp {p0} và {p1}, ưu tiên những nơi đã gặp {k0}.",
        "Giai đoạn ba đưa {p4} vào sử dụng tại toàn bộ các xã, phường và tắt hệ thống cũ.",
        "Kinh phí dự kiến {money} tỷ đồng, trong đó vốn sự nghiệp chiếm {pct2}%.",
        "Mốc nghiệm thu {p3} gắn với {m0}, không gắn với việc bàn giao thiết bị.",
        "Trước khi thay {p1} có {days} tuần chạy song song để so kết quả giữa hệ thống cũ và mới.",
        "Nếu giai đoạn hai chậm quá {n2} ngày, {owner} báo cáo Ủy ban nhân dân tỉnh phương án thu hẹp phạm vi.",
        "Tài liệu đào tạo cho người dùng {name} hoàn thành trước khi bắt đầu giai đoạn ba.",
    ),
}
LISTS = {
    "hien_trang": ("Các thành phần đã đưa vào sử dụng gồm:", "parts"),
    "han_che": ("Những vấn đề còn tồn tại cần xử lý đối với {name}:", "risks"),
    "muc_tieu": ("Kết quả được đánh giá qua các chỉ số sau:", "measures"),
    "thiet_ke": ("Thành phần của {name} bao gồm:", "parts"),
    "luong": ("Thông tin được ghi lại dọc theo luồng:", "records"),
    "tieu_chuan": ("Quy định này áp dụng cho các nhóm hồ sơ sau:", "records"),
    "an_toan": ("Kịch bản phải có phương án ứng phó bằng văn bản:", "risks"),
    "van_hanh": ("Sổ sách phải giữ khi vận hành {name}:", "records"),
    "trach_nhiem": ("Phạm vi chịu trách nhiệm của {owner} gồm:", "parts"),
    "lo_trinh": ("Thứ tự ưu tiên triển khai:", "parts"),
}
TAILS = {
    "parts": (
        "bảo đảm hoạt động liên tục trong giờ hành chính",
        "có tài liệu hướng dẫn và người phụ trách được nêu tên",
        "đã nối với hệ thống giám sát của {owner}",
        "được kiểm thử tải trước mùa cao điểm",
        "dùng chung cho các xã, phường trong tỉnh",
        "thay thế được mà không ảnh hưởng thành phần khác",
        "do {owner} giữ cấu hình gốc",
        "chỉ mở cho người có vai trò phù hợp",
    ),
    "risks": (
        "được {owner} xem lại mỗi quý",
        "đã xảy ra ít nhất một lần kể từ năm 2021",
        "có mức ảnh hưởng cao đối với người dân",
        "cần nguồn lực của cả {partner}",
        "phải báo cáo Ủy ban nhân dân tỉnh khi tái diễn",
    ),
    "records": (
        "lưu tối thiểu {n2} tháng",
        "chỉ người có nhiệm vụ mới được xem",
        "đối chiếu với {partner} theo quý",
        "ghi tự động, không sửa bằng tay",
        "nộp lưu theo quy định về lưu trữ điện tử",
    ),
    "measures": (
        "đo bằng công cụ tự động, công bố hằng tháng",
        "so với mức nền của năm 2024",
        "do {owner} giải trình khi không đạt",
        "kiểm chứng độc lập mỗi năm một lần",
    ),
}

ABBREVIATIONS = (
    ("API", "Giao diện lập trình ứng dụng"),
    ("ATTT", "An toàn thông tin"),
    ("BKNS", "Bộ Kết nối số"),
    ("CBCC", "Cán bộ, công chức"),
    ("CSDL", "Cơ sở dữ liệu"),
    ("DVC", "Dịch vụ công"),
    ("HĐKT", "Hội đồng Kiến trúc tỉnh Sông Lam"),
    ("IOC", "Trung tâm giám sát, điều hành thông minh"),
    ("LGSP", "Nền tảng tích hợp, chia sẻ dữ liệu cấp tỉnh"),
    ("PVHCC", "Phục vụ hành chính công"),
    ("QTDL", "Quản trị dữ liệu"),
    ("SKNS", "Sở Kết nối số"),
    ("SOC", "Trung tâm giám sát an toàn thông tin"),
    ("TTDL", "Trung tâm dữ liệu"),
    ("TTHC", "Thủ tục hành chính"),
    ("UBND", "Ủy ban nhân dân"),
    ("VNĐD", "Định danh điện tử"),
)

PROVINCE = "tỉnh Sông Lam"
TITLE = "KIẾN TRÚC CHÍNH PHỦ SỐ TỈNH SÔNG LAM, PHIÊN BẢN 4.0"
RUNNING_HEAD = "KIẾN TRÚC CHÍNH PHỦ SỐ TỈNH SÔNG LAM 4.0"
INVENTED = "(Văn bản giả định để kiểm thử; tỉnh, cơ quan, số hiệu và số liệu đều không có thật)"
ENCLOSED = "(Ban hành kèm theo Quyết định số 9300/QĐ-UBND ngày 12 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Sông Lam)"
HEAD_LEFT = "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\n-------\nSố: 9300/QĐ-UBND"
HEAD_RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\nSông Lam, ngày 12 tháng 8 năm 2025"
)
DECISION_TITLE = ("QUYẾT ĐỊNH", "Ban hành Kiến trúc Chính phủ số tỉnh Sông Lam, phiên bản 4.0")
ISSUER = "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM"
DECISION = """
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ Quyết định số 9002/QĐ-BKNS ngày 15 tháng 6 năm 2021 của Bộ trưởng Bộ Kết nối số ban hành Khung kết nối số, phiên bản 2.0;
Căn cứ Nghị quyết số 9281/NQ-HĐND ngày 04 tháng 7 năm 2025 của Hội đồng nhân dân tỉnh Sông Lam về phát triển chính quyền số giai đoạn 2025 - 2030;
Căn cứ ý kiến thẩm định của Bộ Kết nối số tại Công văn số 9266/BKNS-KTS ngày 27 tháng 6 năm 2025 về dự thảo Kiến trúc Chính phủ số tỉnh Sông Lam;
Theo đề nghị của Giám đốc Sở Kết nối số tại Tờ trình số 9297/TTr-SKNS ngày 05 tháng 8 năm 2025.
#QUYẾT ĐỊNH:
Điều 1. Ban hành Kiến trúc
1. Ban hành kèm theo Quyết định này Kiến trúc Chính phủ số tỉnh Sông Lam, phiên bản 4.0 (sau đây gọi là Kiến trúc).
2. Kiến trúc là căn cứ để lập, thẩm định, phê duyệt và kiểm tra các chương trình, dự án, nhiệm vụ ứng dụng công nghệ thông tin có sử dụng ngân sách của tỉnh.
3. Dự án đã được phê duyệt trước ngày Quyết định này có hiệu lực tiếp tục thực hiện theo quyết định đã phê duyệt; khi điều chỉnh phải rà soát theo Kiến trúc.
Điều 2. Tổ chức thực hiện
1. Sở Kết nối số chủ trì, phối hợp với các sở, ban, ngành công bố Kiến trúc trên Cổng thông tin điện tử của tỉnh trong thời hạn 10 ngày kể từ ngày ký; hướng dẫn, đôn đốc và mỗi năm báo cáo Ủy ban nhân dân tỉnh việc tuân thủ Kiến trúc trước ngày 15 tháng 12.
2. Sở Kế hoạch và Ngân sách cân đối kinh phí hằng năm; không bố trí vốn cho dự án chưa có ý kiến về sự phù hợp với Kiến trúc.
3. Thủ trưởng các sở, ban, ngành; Chủ tịch Ủy ban nhân dân các xã, phường:
a) Rà soát hệ thống thông tin đang quản lý, gửi kết quả về Sở Kết nối số trước ngày 30 tháng 11 năm 2025;
b) Cử một lãnh đạo làm đầu mối về Kiến trúc của cơ quan;
c) Chịu trách nhiệm khi đầu tư trùng lặp với thành phần dùng chung.
Điều 3. Hiệu lực thi hành
1. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 9188/QĐ-UBND ngày 20 tháng 11 năm 2023 của Ủy ban nhân dân tỉnh Sông Lam ban hành Kiến trúc Chính quyền điện tử tỉnh Sông Lam, phiên bản 3.0.
2. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở, Thủ trưởng các ban, ngành, Chủ tịch Ủy ban nhân dân các xã, phường và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.
"""
RECEIVERS = "Nơi nhận:\n- Như Điều 3;\n- Bộ Kết nối số (để báo cáo);\n- Thường trực Hội đồng nhân dân tỉnh;\n- Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân tỉnh;\n- Cổng thông tin điện tử của tỉnh;\n- Lưu: VT, KNS."
SIGNATURE = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nĐặng Thị Bến Mẫu"

# The outline. "#" to "#####" open a Phần, a roman section, "1.", "1.1.", "1.1.1."; "#=" a Phần on one line; a heading
# ending in "·" is printed without the dot after its number. "@subject aspect" asks for composed sentences.
# "!reason|words" is a paragraph that looks like a section and is none; "~reason|words|words" is a paragraph whose second
# half begins a line of the PDF ("{…}" stands for words chosen to fill the line). "^" is a note to the words before.
OUTLINE = """
# GIỚI THIỆU CHUNG
Kiến trúc này được lập sau mười bốn tháng khảo sát tại 31 cơ quan và 96 xã, phường của tỉnh Sông Lam. Đây là phiên bản thứ tư, kế thừa những phần đã chứng tỏ có ích của phiên bản 3.0 và bỏ những phần chưa ai dùng.
## MỤC ĐÍCH, PHẠM VI VÀ ĐỐI TƯỢNG
### Mục đích
Kiến trúc giúp người ra quyết định đầu tư biết cái gì đã có, cái gì dùng chung và cái gì phải làm mới. Một dự án chỉ được trình khi chỉ ra được chỗ của mình trong các sơ đồ của Phần III.
Kiến trúc đồng thời là ngôn ngữ chung giữa cán bộ nghiệp vụ và cán bộ kỹ thuật, để hai bên gọi một sự vật bằng một tên.
a) Bảo đảm mỗi dữ liệu về người dân và doanh nghiệp được thu thập một lần;
b) Giảm số phần mềm trùng chức năng từ 37 xuống dưới 15;
c) Làm rõ cơ quan nào chịu trách nhiệm về mỗi thành phần;
d) Định hình thứ tự đầu tư trong năm năm;
đ) Tạo căn cứ để kiểm tra, đánh giá sau đầu tư.
### Phạm vi áp dụng
Kiến trúc áp dụng cho hệ thống thông tin do ngân sách tỉnh đầu tư hoặc thuê, trừ hệ thống có nội dung thuộc bí mật nhà nước. Hệ thống của doanh nghiệp cung cấp dịch vụ công ích chỉ chịu các quy định về kết nối.
!cross reference|Mục 2 Phần III của Kiến trúc này quy định những thành phần mà mọi cơ quan phải dùng chung; các thành phần còn lại do từng cơ quan lựa chọn.
### Đối tượng áp dụng
Đối tượng áp dụng là các sở, ban, ngành, Ủy ban nhân dân cấp xã, đơn vị sự nghiệp công lập và nhà thầu làm việc cho các cơ quan đó.
Cơ quan Đảng và tổ chức chính trị - xã hội của tỉnh tham gia theo thỏa thuận kết nối ký riêng với Sở Kết nối số.
### Giải thích từ ngữ
Trong Kiến trúc này, các từ ngữ dưới đây được hiểu như sau. Từ ngữ khác dùng theo nghĩa thông thường.
- Thành phần dùng chung: phần mềm, dữ liệu hoặc hạ tầng được một cơ quan vận hành cho từ ba cơ quan trở lên.
- Chủ dữ liệu: cơ quan quyết định dữ liệu được thu thập, sửa, chia sẻ và hủy như thế nào.
- Nợ kiến trúc: phần việc phải làm bù sau này do một quyết định tạm thời hôm nay.
- Xã nối mạng yếu: xã có độ trễ trung bình tới trung tâm dữ liệu trên 120 mili giây.
%table words
## CĂN CỨ VÀ TÀI LIỆU THAM CHIẾU
### Căn cứ của cấp trên
Kiến trúc tuân theo Khung kết nối số, phiên bản 2.0 do Bộ Kết nối số ban hành. Các điểm mà Khung để địa phương tự quyết được liệt kê tại Phụ lục II.
~cross reference at a line's start|Khi quy định của Trung ương thay đổi, Sở Kết nối số {…} so sánh với nội dung tại|Phần II và Phần III của Kiến trúc, báo cáo Ủy ban nhân dân tỉnh trong 45 ngày.
### Chương trình của tỉnh
Nghị quyết số 9281/NQ-HĐND xác định sáu nhiệm vụ lớn về chính quyền số. Bốn trong sáu nhiệm vụ ấy cần thành phần mới, hai nhiệm vụ chỉ cần sắp xếp lại thành phần đã có.
!date at a line's start|12/8/2025 là ngày tính mốc cho mọi thời hạn trong Kiến trúc, trừ khi từng mục ghi khác.
### Phương pháp xây dựng
Nhóm xây dựng làm theo bốn vòng: hỏi, vẽ, thử và sửa. Mỗi vòng kết thúc bằng một buổi họp mở, ở đó người dùng cấp xã được nói trước.
~a number of the kind "2.3" at a line's start|Cách đặt số trong tài liệu là cách đánh số từ đầu trong mỗi mục La Mã, {…} cho nên số|2.3 Phần này và số 2.3 của phần khác là hai chỗ khác nhau; khi dẫn chiếu phải ghi đủ cả Phần.
### Cách đọc tài liệu
Người phê duyệt đầu tư nên đọc Phần I, mục mục tiêu của Phần II và Phần V. Người thiết kế cần đọc Phần III, Phần IV cùng hai Phụ lục.
(1) Sơ đồ cho biết thành phần đứng ở đâu;
(2) Bảng cho biết ai chịu trách nhiệm;
(3) Lời văn cho biết vì sao.
## QUAN HỆ VỚI PHIÊN BẢN 3.0
### Nội dung được giữ lại
Nguyên tắc thu thập một lần, mô hình hai phòng máy và nền tảng LGSP được giữ nguyên. Mã cơ quan đã cấp theo phiên bản 3.0 tiếp tục có giá trị.
### Nội dung thay đổi
Phiên bản 4.0 chuyển trọng tâm từ phần mềm sang dữ liệu; lần đầu tiên có chương riêng về cảnh báo lũ và về đường thoát cho hệ thống cũ. Ba hệ thống báo cáo được gộp làm một.
%figure versions
### Nội dung bãi bỏ
Bãi bỏ mô hình phòng máy của sở, cổng thành phần của sở và kênh gửi báo cáo bằng bảng tính qua thư điện tử. Việc bãi bỏ có thời gian chuyển tiếp đến hết ngày 31 tháng 12 năm 2026.^Phiên bản 3.0 ban hành kèm theo Quyết định số 9188/QĐ-UBND ngày 20 tháng 11 năm 2023.
#= HIỆN TRẠNG VÀ MỤC TIÊU
Phần này mô tả tình hình đến cuối quý II năm 2025. Số liệu do các cơ quan tự khai, được nhóm khảo sát kiểm lại tại chỗ ở một phần ba số nơi.
## ĐẶC ĐIỂM CỦA TỈNH
### Địa lý và dân cư
Tỉnh Sông Lam trải dọc 148 km bờ sông, có một cù lao lớn là Bãi Dâu và bảy xã vùng cao. Dân số khoảng 1,34 triệu người, trong đó 38% sống cách trụ sở xã trên năm cây số.
Mùa lũ kéo dài từ tháng 9 đến tháng 11 hằng năm. Trong mùa này, một phần ba số xã phải làm việc bằng kênh liên lạc dự phòng ít nhất một ngày.
### Tổ chức bộ máy
Sau sắp xếp, tỉnh có 14 sở và 96 xã, phường. Cấp huyện không còn, nên nhiều hệ thống xây theo ba cấp phải đổi lại phân quyền.
%table units
### Thói quen số của người dân
Cứ mười người trưởng thành có tám người dùng điện thoại thông minh, nhưng chỉ năm người từng nộp hồ sơ trực tuyến. Người dân tin trưởng thôn hơn tin tổng đài; cách phục vụ phải tính đến điều đó.
~a year at a line's start|Khảo sát lặp lại theo cùng bảng hỏi, {…} lần gần nhất vào tháng 4 năm|2025. Lần sau dự kiến tiến hành vào tháng 4 năm 2027 để so sánh.
## HIỆN TRẠNG THEO LỚP
### Hạ tầng
Hạ tầng của tỉnh gồm bốn khối dưới đây; mỗi khối được đánh giá theo cùng một cách.
#### Trung tâm dữ liệu
@ttdl hien_trang
%figure rooms
#### Mạng truyền số liệu
@mang hien_trang
#### Điện toán đám mây
@dam hien_trang
#### Thiết bị đầu cuối
@thietbi hien_trang
### Dữ liệu
Các cơ quan khai báo 214 bộ dữ liệu. Sau khi bỏ trùng còn 139, trong đó 52 bộ có người phụ trách rõ ràng.
#### Kho dữ liệu dùng chung
@kho hien_trang
#### Dữ liệu chủ và danh mục
@chu hien_trang
#### Dữ liệu đất đai
@datdai hien_trang
#### Dữ liệu giáo dục
@giaoduc hien_trang
### Ứng dụng
Danh mục hệ thống đang dùng được nêu tại bảng dưới đây, in ngang khổ giấy để đủ tám cột.
%table systems
#### Giải quyết thủ tục hành chính
@tthc hien_trang
#### Văn bản và điều hành
@vanban hien_trang
#### Báo cáo
@baocao hien_trang
#### Truy xuất nguồn gốc nông sản
@nong hien_trang
### Kết nối, chia sẻ
@lgsp hien_trang
!a count at a line's start|3 nhóm dịch vụ chia sẻ được gọi nhiều nhất là tra cứu cư trú, tra cứu doanh nghiệp và trạng thái hồ sơ; ba nhóm này chiếm 82% số lời gọi.
### An toàn thông tin
@attt hien_trang
### Con người
@nhanluc hien_trang
%table people
## ĐÁNH GIÁ
### Kết quả đạt được
Năm thành phần dùng chung đã thành thói quen: mã cơ quan, chữ ký số, sổ văn bản, cổng nộp hồ sơ và tin nhắn báo lũ. Người dân ở vùng ven sông coi tin nhắn báo lũ là dịch vụ có ích nhất của tỉnh.
### Hạn chế
#### Hạn chế về hạ tầng
@ttdl han_che
#### Hạn chế về mạng
@mang han_che
#### Hạn chế về dữ liệu
@kho han_che
#### Hạn chế về ứng dụng
@tthc han_che
#### Hạn chế về báo cáo
@baocao han_che
#### Hạn chế về an toàn
@attt han_che
### Nguyên nhân
Nguyên nhân chủ quan là đầu tư theo phần việc của từng sở, ít ai được giao nhìn toàn cảnh. Nguyên nhân khách quan là địa hình chia cắt và thị trường lao động kỹ thuật của tỉnh còn nhỏ.
!numbers inside prose|1.200 lượt phỏng vấn cho thấy cùng một nguyên nhân được ba nhóm người gọi bằng ba tên khác nhau, nên bảng dưới đây gộp theo nghĩa.
%table maturity
## MỤC TIÊU
### Mục tiêu chung
Đến năm 2030, người dân Sông Lam làm xong việc với chính quyền mà không phải kể lại điều chính quyền đã biết; cán bộ cấp xã dành ít nhất nửa ngày làm việc cho dân thay vì cho biểu mẫu.
### Mục tiêu cụ thể
#### Về hạ tầng
@dam muc_tieu
#### Về dữ liệu
@chu muc_tieu
#### Về dịch vụ
@tthc muc_tieu
#### Về chỉ huy, điều hành
@ioc muc_tieu
#### Về phòng, chống lũ
@lu muc_tieu
### Các mốc thời gian
!a year at a line's start|2025. Hoàn thành rà soát hệ thống, khóa việc mua máy chủ riêng của sở.
!a year at a line's start|2026. Vận hành phòng máy dự phòng Đồi Sim, tắt ba hệ thống báo cáo cũ.
!a year at a line's start|2028. Mọi xã, phường dùng chung một bản cài của mỗi ứng dụng nền.
!a year at a line's start|2030. Đánh giá tổng thể và quyết định có lập phiên bản 5.0 hay không.
# KIẾN TRÚC MỤC TIÊU
## NGUYÊN TẮC
### Nguyên tắc chung
- Người dân trước, quy trình sau, công nghệ cuối cùng.
- Dữ liệu ở gần nơi phát sinh, mô tả ở một nơi duy nhất.
- Thành phần nào hỏng cũng không được làm im tiếng còi báo lũ.
- Không ký hợp đồng mà không có đường rút.
### Nguyên tắc về dữ liệu
Mỗi trường dữ liệu có đúng một chủ. Nơi khác muốn dùng thì đọc qua dịch vụ hoặc nhận bản sao có hạn, không lập bản gốc thứ hai.
### Nguyên tắc về ứng dụng
Kiến trúc ứng dụng gồm 3 lớp: (1) lớp giao tiếp với người dùng; (2) lớp nghiệp vụ và quy trình; (3) lớp dịch vụ dữ liệu. Một màn hình không được đọc thẳng cơ sở dữ liệu.
### Nguyên tắc về đầu tư
Thuê khi thị trường có ít nhất ba nhà cung cấp, mua khi chỉ có hai, tự làm khi không có ai. Trường hợp tự làm phải có hai người hiểu mã nguồn.
## KIẾN TRÚC THÀNH PHẦN
### Kiến trúc nghiệp vụ ·
Nghiệp vụ của tỉnh xếp thành 9 nhóm và 64 năng lực. Năng lực không gắn với tên sở, vì tên sở thay đổi nhanh hơn việc phải làm.
#### Nhóm nghiệp vụ phục vụ người dân ·
@congdan thiet_ke
#### Nhóm nghiệp vụ nội bộ ·
@vanban thiet_ke
#### Nhóm nghiệp vụ chuyên ngành ·
@nong thiet_ke
%figure capabilities
### Kiến trúc tổng thể ·
Sơ đồ tổng thể có năm tầng và hai cột dọc xuyên qua các tầng là an toàn thông tin và quản trị.
#### Tầng giao tiếp ·
@congdan luong
#### Tầng ứng dụng ·
@tthc thiet_ke
%figure layers
#### Kiến trúc dữ liệu ·
Kiến trúc dữ liệu nói rõ dữ liệu nào nằm ở đâu, ai là chủ và đi đường nào. Ba mục nhỏ dưới đây nói về kho, dữ liệu chủ và dữ liệu mở.
##### Kho dữ liệu dùng chung
@kho thiet_ke
##### Dữ liệu chủ
@chu thiet_ke
##### Dữ liệu mở
@mo thiet_ke
%table owners
#### Kiến trúc tích hợp ·
@lgsp thiet_ke
%figure bus
##### Luồng gọi dịch vụ
@lgsp luong
##### Chuẩn thông điệp
@lgsp tieu_chuan
#### Kiến trúc hạ tầng ·
@ttdl thiet_ke
##### Mạng và đường truyền
@mang thiet_ke
##### Điện toán đám mây
@dam thiet_ke
#### Kiến trúc an toàn ·
@attt thiet_ke
##### Phân vùng mạng
@mang an_toan
##### Ứng cứu sự cố
@attt luong
%figure zones
### Tiêu chuẩn áp dụng
Danh mục tiêu chuẩn được Hội đồng Kiến trúc xem lại mỗi năm. Tiêu chuẩn hết hạn không tự động bị loại mà chuyển sang trạng thái chờ.
#### Tiêu chuẩn dữ liệu
@kho tieu_chuan
#### Tiêu chuẩn giao diện
@congdan tieu_chuan
#### Tiêu chuẩn thiết bị
@thietbi tieu_chuan
%table rules
## KIẾN TRÚC THEO LĨNH VỰC
### Đất đai
#### Thành phần
@datdai thiet_ke
#### Luồng xử lý biến động
@datdai luong
#### An toàn dữ liệu đất đai
@datdai an_toan
### Y tế
#### Thành phần
@yte thiet_ke
#### Luồng chia sẻ bệnh án
@yte luong
#### An toàn dữ liệu sức khỏe
@yte an_toan
### Giáo dục
#### Thành phần
@giaoduc thiet_ke
#### Luồng chuyển trường
@giaoduc luong
### Nông nghiệp
#### Luồng truy xuất
@nong luong
#### Tiêu chuẩn tem
@nong tieu_chuan
### Phòng, chống lũ
#### Thành phần
@lu thiet_ke
#### Luồng cảnh báo
@lu luong
~a number of the kind "2.3" at a line's start|Ngưỡng báo động của từng trạm được lấy theo bảng chung, {…} cách tính nêu tại mục|3.1 Phần IV chỉ dùng cho trạm mới lắp trong hai năm đầu.
#### An toàn thiết bị hiện trường
@lu an_toan
%figure flood
%table stations
## KHOẢNG CÁCH GIỮA HIỆN TRẠNG VỚI KIẾN TRÚC MỤC TIÊU VÀ CÁCH CHUYỂN ĐỔI TỪNG BƯỚC
### Khoảng cách về dữ liệu
@mo han_che
### Khoảng cách về hạ tầng
@dam han_che
### Khoảng cách về con người
@nhanluc han_che
### Đường thoát cho hệ thống cũ và trách nhiệm lưu giữ dữ liệu của các cơ quan đã sắp xếp, hợp nhất hoặc chấm dứt hoạt động
~the end of a sentence at a line's start|Bản chỉ đọc được giữ tại phòng máy Đồi Sim, {…} với số năm tối thiểu là|5. Thời hạn này tính từ ngày ghi cuối cùng, không tính từ ngày tắt hệ thống.
Hệ thống cũ đi qua bốn trạng thái: đang dùng, chỉ đọc, lưu, hủy. Mỗi lần chuyển trạng thái cần chữ ký của chủ dữ liệu và của Chi cục Lưu trữ.^Trừ hệ thống có dưới 50 bản ghi, chỉ cần chữ ký của chủ dữ liệu.
# NỀN TẢNG VÀ DỊCH VỤ DÙNG CHUNG
Phần này quy định từng nền tảng dùng chung: cung cấp gì, vận hành ra sao, giữ an toàn thế nào. Cơ quan sử dụng không phải ký hợp đồng, chỉ cần đăng ký trên cổng nội bộ.
## NỀN TẢNG DỮ LIỆU
### Nền tảng tích hợp, chia sẻ dữ liệu
#### Vận hành
@lgsp van_hanh
#### An toàn
@lgsp an_toan
#### Trách nhiệm
@lgsp trach_nhiem
### Kho dữ liệu dùng chung
#### Vận hành
@kho van_hanh
##### Giờ nạp dữ liệu
Dữ liệu được nạp từ 22 giờ đến 4 giờ sáng, trừ mực nước và phản ánh hiện trường được nạp liên tục. Lần nạp hỏng được chạy lại đúng hai lần rồi báo người trực.
##### Quyền xem
Quyền xem vùng chủ đề cấp theo vai trò, quyền xem vùng thô chỉ cấp theo vụ việc và hết hạn sau năm ngày. Không cấp quyền xem cho hòm thư dùng chung.
#### An toàn
@kho an_toan
### Cổng dữ liệu mở
#### Vận hành
@mo van_hanh
#### Trách nhiệm
@mo trach_nhiem
%table open
## NỀN TẢNG ỨNG DỤNG
### Xác thực và ký số
#### Thành phần
@dinhdanh thiet_ke
#### Luồng đăng nhập
@dinhdanh luong
#### An toàn
@dinhdanh an_toan
%figure login
### Giải quyết thủ tục hành chính
#### Vận hành
@tthc van_hanh
#### Luồng xử lý hồ sơ
@tthc luong
### Văn bản và điều hành
#### Vận hành
@vanban van_hanh
#### Tiêu chuẩn hồ sơ công việc điện tử và yêu cầu khi nộp lưu vào Chi cục Lưu trữ Sông Lam
@vanban tieu_chuan
### Báo cáo
#### Thành phần
@baocao thiet_ke
#### Luồng số liệu
@baocao luong
~a year at a line's start|Biểu mẫu giấy còn được chấp nhận trong thời gian chuyển tiếp, {…} chậm nhất đến hết năm|2026. Sau thời điểm đó cơ quan nhận có quyền từ chối và trả lại biểu mẫu giấy.
### Ứng dụng công dân số
#### Vận hành
@congdan van_hanh
#### An toàn
@congdan an_toan
## NỀN TẢNG ĐIỀU HÀNH
### Trung tâm giám sát, điều hành thông minh
#### Thành phần
@ioc thiet_ke
#### Luồng xử lý phản ánh
@ioc luong
#### Trách nhiệm
@ioc trach_nhiem
%figure ioc
### Cảnh báo lũ
#### Ngưỡng báo động
@lu tieu_chuan
#### Vận hành trong mùa mưa
@lu van_hanh
## NỀN TẢNG HẠ TẦNG
### Trung tâm dữ liệu
#### Vận hành
@ttdl van_hanh
#### An toàn vật lý
@ttdl an_toan
### Mạng truyền số liệu
@mang van_hanh
### Điện toán đám mây
@dam van_hanh
### Thiết bị đầu cuối
@thietbi van_hanh
#= TỔ CHỨC THỰC HIỆN
## BỘ MÁY QUẢN TRỊ KIẾN TRÚC
### Hội đồng Kiến trúc
Hội đồng có mười một người, do một Phó Chủ tịch Ủy ban nhân dân tỉnh làm Chủ tịch; hai ghế dành cho cán bộ cấp xã, luân phiên mỗi năm. Hội đồng họp vào tuần thứ hai của tháng đầu quý.
!cross reference|Điều 2 của Quyết định ban hành Kiến trúc giao việc cho từng cơ quan; mục này chỉ nói cách các cơ quan phối hợp với nhau.
### Tổ giúp việc
Tổ giúp việc đặt tại Sở Kết nối số, có năm người làm toàn thời gian, giữ bản vẽ gốc và sổ ngoại lệ. Ý kiến của Tổ được trả lời bằng văn bản điện tử trong tám ngày làm việc.
### Chủ dữ liệu và người giữ dữ liệu
Chủ dữ liệu quyết định, người giữ dữ liệu thực hiện. Một cơ quan có thể vừa là chủ vừa là người giữ, nhưng hai vai phải do hai người khác nhau đảm nhiệm.
### Kiểm tra sự tuân thủ
#### Kiểm tra trước đầu tư
Hồ sơ xin ý kiến gồm bản mô tả tối đa sáu trang và sơ đồ vị trí trong kiến trúc. Thiếu sơ đồ thì hồ sơ được trả lại ngay trong ngày.
#### Kiểm tra sau đầu tư
Sau mười hai tháng sử dụng, Tổ giúp việc phỏng vấn ít nhất mười người dùng thật. Kết quả phỏng vấn được đính kèm hồ sơ quyết toán.
#### Sổ ngoại lệ
Ngoại lệ ghi rõ lý do, người xin, ngày hết hạn và cách trở lại đúng kiến trúc. Sổ ngoại lệ công khai trên cổng nội bộ, trừ ngoại lệ liên quan đến lỗ hổng chưa vá.
%figure council
## TRÁCH NHIỆM CỦA CÁC CƠ QUAN
### Sở Kết nối số
@congdan trach_nhiem
### Văn phòng Ủy ban nhân dân tỉnh
@tthc trach_nhiem
### Sở Kế hoạch và Ngân sách
@baocao trach_nhiem
### Sở Nội vụ
@nhanluc trach_nhiem
### Sở Đồng ruộng và Môi trường
@datdai trach_nhiem
### Sở Sức khỏe cộng đồng
@yte trach_nhiem
### Ủy ban nhân dân các xã, phường
Ủy ban nhân dân các xã, phường giữ thiết bị tại chỗ, cử người trực bộ phận một cửa và báo còi hỏng trong hai giờ. Xã không phải tự mua phần mềm cho nghiệp vụ đã có thành phần dùng chung.
+ Xã nối mạng yếu được ưu tiên kênh vệ tinh và bộ lưu tạm.
+ Phường trên 40.000 dân được bố trí thêm một quầy hỗ trợ số.
%table budget
## LỘ TRÌNH
### Lộ trình hạ tầng
@ttdl lo_trinh
### Lộ trình dữ liệu
@kho lo_trinh
### Lộ trình tích hợp
@lgsp lo_trinh
### Lộ trình ứng dụng
@tthc lo_trinh
### Lộ trình cảnh báo lũ
@lu lo_trinh
### Lộ trình an toàn
@attt lo_trinh
%figure roadmap
## NGUỒN LỰC VÀ RỦI RO
### Kinh phí
Tổng nhu cầu giai đoạn 2025 - 2030 là 486 tỷ đồng, trong đó 57% dành cho vận hành. Tỷ lệ vận hành cao là có chủ ý: tỉnh chọn giữ tốt cái đang có.
!numbers inside prose|486 tỷ đồng nêu trên chưa gồm phần doanh nghiệp tự đầu tư để kết nối và phần hỗ trợ của Trung ương cho trạm đo mực nước.
### Nhân lực
@nhanluc lo_trinh
### Rủi ro
Rủi ro lớn nhất không nằm ở công nghệ mà ở sự thay người. Mỗi vị trí then chốt phải có người thứ hai làm được việc trong hai tuần.
- Rủi ro nhà cung cấp: nhà thầu duy nhất rút khỏi thị trường; cách giảm là giữ mã nguồn và tài liệu.
- Rủi ro thời tiết: hai trận lũ liền nhau làm hỏng thiết bị dự phòng; cách giảm là kho vật tư trên đồi.
- Rủi ro niềm tin: một vụ lộ dữ liệu làm người dân quay về giấy; cách giảm là nói thật và nói sớm.
### Giám sát, đánh giá
Hai mươi chỉ số được công bố mỗi quý trên cổng của tỉnh, kèm lời giải thích không quá một trang. Chỉ số nào xấu đi ba quý liền thì đưa ra Hội đồng.
## ĐIỀU KHOẢN CHUYỂN TIẾP
### Dự án đang thực hiện
Dự án đã ký hợp đồng trước ngày 12 tháng 8 năm 2025 được làm tiếp, nhưng phải nộp bản đối chiếu với Phần III trong 60 ngày. Phần chưa ký được thiết kế lại.
### Cập nhật Kiến trúc
Kiến trúc được cập nhật nhỏ mỗi năm vào tháng 10 và cập nhật lớn khi có thay đổi về Khung kết nối số. Bản cập nhật nhỏ do Giám đốc Sở Kết nối số ký sau khi Hội đồng đồng ý.^Bản cập nhật nhỏ mang số 4.1, 4.2 và tiếp theo.
"""
APPENDIX_ONE = "DANH MỤC NHIỆM VỤ TRIỂN KHAI KIẾN TRÚC"
APPENDIX_TWO = """
### Cách chia quyền giữa tỉnh và xã
Tỉnh giữ phần mềm, mã và dữ liệu gốc; xã giữ thiết bị, con dấu và lời hẹn với dân. Việc nào chưa rõ thì tỉnh làm trước, sau sáu tháng mới bàn giao.
### Cách đặt tên hệ thống
Tên hệ thống dùng tiếng Việt, không quá sáu tiếng, không lấy tên người và không gắn năm. Tên cũ được giữ làm tên phụ trong ba năm.
a) Tên chính ghi trong hồ sơ đầu tư;
b) Tên phụ dùng để tìm kiếm;
c) Mã gồm bốn chữ cái, không dấu.
### Mức chấp nhận gián đoạn
Mức chấp nhận gián đoạn chia bốn bậc, từ 0 phút đối với còi báo lũ đến ba ngày đối với kho bài giảng. Bậc của mỗi hệ thống ghi trong Sổ thành phần.
### Quy ước ký hiệu trên sơ đồ
Hộp nét liền là thành phần đang chạy, nét đứt là thành phần sẽ có, gạch chéo là thành phần sẽ tắt. Mũi tên chỉ chiều đi của dữ liệu chứ không chỉ chiều gọi.
### Bảng kiểm khi nộp hồ sơ xin ý kiến
Người nộp tự trả lời mười câu hỏi trước khi gửi. Trả lời "chưa biết" được chấp nhận, trả lời sai thì không.
- Hệ thống dùng dữ liệu của ai, chủ dữ liệu đã đồng ý chưa?
- Nếu nhà thầu biến mất ngày mai thì ai chạy tiếp?
- Người không biết dùng máy sẽ được phục vụ thế nào?
"""

# A figure: caption, and rows of boxes; an image when it is drawn from the rows without their words.
FIGURES: dict[str, tuple[str, bool, tuple[tuple[str, ...], ...]]] = {
    "versions": ("Sơ đồ kế thừa giữa phiên bản 3.0 và phiên bản 4.0", True, (("a", "b"), ("c", "d", "e"))),
    "rooms": (
        "Sơ đồ bố trí hai phòng máy Bến Sứ và Đồi Sim",
        False,
        (("Bến Sứ", "Vòng cáp bờ bắc", "Đồi Sim"), ("Trạm biến áp đông", "Trạm biến áp tây")),
    ),
    "capabilities": ("Bản đồ năng lực nghiệp vụ của tỉnh Sông Lam", True, (("a",) * 5, ("b",) * 5, ("c",) * 4)),
    "layers": (
        "Sơ đồ tổng thể Kiến trúc Chính phủ số tỉnh Sông Lam, phiên bản 4.0",
        False,
        (
            ("Người dân", "Doanh nghiệp", "Cán bộ"),
            ("Tầng giao tiếp",),
            ("Tầng ứng dụng",),
            ("Tầng tích hợp LGSP",),
            ("Tầng dữ liệu",),
            ("Tầng hạ tầng",),
        ),
    ),
    "bus": ("Sơ đồ trục thông điệp và các bên tham gia", True, (("a",) * 4, ("b",), ("c",) * 3)),
    "zones": (
        "Sơ đồ phân vùng mạng theo cấp độ an toàn",
        False,
        (("Vùng công cộng", "Vùng trung gian"), ("Vùng nội bộ", "Vùng dữ liệu", "Vùng quản trị")),
    ),
    "flood": ("Sơ đồ luồng cảnh báo lũ từ trạm đo đến còi thôn", True, (("a",), ("b", "c"), ("d", "e", "f"))),
    "login": ("Sơ đồ đăng nhập một lần và ký từ xa", True, (("a", "b", "c"), ("d", "e"))),
    "ioc": (
        "Sơ đồ ca trực và đường báo cáo của IOC",
        False,
        (("Trưởng ca",), ("Bàn bản đồ", "Bàn phản ánh", "Bàn liên lạc"), ("Ban Chỉ huy",)),
    ),
    "council": ("Sơ đồ tổ chức quản trị Kiến trúc", True, (("a",), ("b", "c"), ("d",) * 4)),
    "roadmap": ("Lộ trình triển khai Kiến trúc giai đoạn 2025 - 2030", True, (("a",) * 6, ("b",) * 3, ("c",) * 2)),
}


@dataclass(frozen=True)
class Table:
    """Caption, head and rows; "" under a cell continues it downwards when `merged`, and "<" continues it to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    landscape: bool = False
    merged: bool = False


TABLES = {
    "words": Table(
        "Các cặp từ ngữ dễ nhầm và cách dùng trong Kiến trúc",
        ("Từ ngữ", "Dùng khi nói về", "Không dùng khi nói về"),
        (
            ("Nền tảng", "Thành phần nhiều cơ quan cùng dùng", "Phần mềm của một phòng"),
            ("Kho dữ liệu", "Nơi dữ liệu đã làm sạch", "Ổ đĩa chung của cơ quan"),
            ("Liên thông", "Hai hệ thống tự trao đổi", "Người chép số từ màn hình này sang màn hình kia"),
            ("Số hóa", "Có dữ liệu tra cứu được", "Có ảnh chụp tờ giấy"),
        ),
        (20, 40, 40),
    ),
    "units": Table(
        "Số đơn vị sử dụng hệ thống theo loại",
        ("Loại đơn vị", "Số đơn vị", "Số tài khoản", "Nối mạng chuyên dùng"),
        (
            ("Sở, ban, ngành", "31", "2.940", "31"),
            ("Xã, phường đồng bằng", "89", "4.175", "89"),
            ("Xã vùng cao", "7", "212", "5"),
            ("Đơn vị sự nghiệp", "418", "9.630", "377"),
        ),
        (40, 18, 20, 22),
    ),
    "people": Table(
        "Công chức, viên chức chuyên trách theo nơi làm việc",
        ("Nơi làm việc", "Số người", "Có chứng chỉ an toàn", "Tuổi trung bình"),
        (
            ("Sở Kết nối số và đơn vị trực thuộc", "84", "41", "36"),
            ("Các sở khác", "57", "12", "39"),
            ("Cấp xã", "63", "5", "33"),
        ),
        (46, 16, 20, 18),
    ),
    "maturity": Table(
        "Mức trưởng thành theo lớp, năm 2023 và năm 2025",
        ("Lớp", "Tiêu chí", "2023", "2025", "Nhận xét"),
        (
            ("Hạ tầng", "Sẵn sàng", "2", "3", "Đã có phòng máy dự phòng"),
            ("", "Mở rộng", "1", "3", "Cấp máy ảo trong ngày"),
            ("", "Tiết kiệm", "2", "2", "Chưa đo đủ ba năm"),
            ("Dữ liệu", "Chủ rõ ràng", "1", "2", "87 bộ chưa có chủ"),
            ("", "Sạch", "1", "2", "Đất đai còn yếu"),
            ("Ứng dụng", "Dùng chung", "2", "3", "Sổ văn bản, chữ ký số"),
            ("", "Dễ dùng", "1", "1", "Người dùng cấp xã chưa hài lòng"),
            ("Điểm chung toàn tỉnh do Hội đồng Kiến trúc chấm", "<", "1,4", "2,3", "Thang điểm 5"),
        ),
        (18, 22, 10, 10, 40),
        merged=True,
    ),
    "owners": Table(
        "Chủ dữ liệu của các bộ dữ liệu chính",
        ("Bộ dữ liệu", "Chủ dữ liệu", "Người giữ", "Độ tươi"),
        (
            ("Cơ quan, đơn vị", "Sở Nội vụ", "Trung tâm Dữ liệu số", "1 ngày"),
            ("Thửa đất", "Sở Đồng ruộng và Môi trường", "Trung tâm Dữ liệu số", "1 giờ"),
            ("Hồ sơ thủ tục", "Văn phòng Ủy ban nhân dân tỉnh", "Trung tâm Dữ liệu số", "5 phút"),
            ("Mực nước", "Đài Khí tượng Thủy văn Lam Thượng", "Sở Kết nối số", "10 phút"),
            ("Học bạ", "Sở Giáo dục Sông Lam", "Trường Đại học Lam Thượng", "1 học kỳ"),
        ),
        (22, 32, 30, 16),
    ),
    "rules": Table(
        "Đối chiếu quy định nội bộ với yêu cầu của Kiến trúc",
        ("TT", "Quy định", "Nội dung phải sửa"),
        (
            ("1.", "Điều 5 Quy chế quản lý phòng máy", "1. Bỏ quyền đặt máy chủ tại sở\n2. Thêm sổ ra vào điện tử"),
            ("2.", "Điều 9\nQuy chế chia sẻ dữ liệu", "a) Thay bản giấy bằng hợp đồng dữ liệu\nb) Thêm thời hạn lưu"),
            ("3.", "Điều 5. Quy chế văn thư", "2.1. Hồ sơ công việc kết thúc sau 120 ngày\n2.2. Nộp lưu từ quý II"),
            ("4.", "Mục II.3 Kế hoạch số hóa", "I. Chuyển sang số hóa theo yêu cầu\nđ) Bỏ chỉ tiêu đếm trang"),
            ("5.", "Phụ lục 2 Quy chế báo cáo", "Bãi bỏ toàn bộ"),
        ),
        (8, 36, 56),
    ),
    "stations": Table(
        "Ngưỡng báo động tại một số trạm đo mực nước",
        ("Trạm", "Vị trí", "Mức vàng (m)", "Mức đỏ (m)", "Số còi nối với trạm"),
        (
            ("Số 2", "Cầu Lam Thượng", "4,20", "5,10", "11"),
            ("Số 5", "Bến Sứ", "3,65", "4,40", "26"),
            ("Số 7", "Cù lao Bãi Dâu", "2,90", "3,55", "18"),
            ("Số 9", "Bãi Đá Chông", "6,80", "8,05", "7"),
            ("Số 14", "Cửa sông", "2,15", "2,70", "9"),
        ),
        (14, 30, 18, 18, 20),
    ),
    "open": Table(
        "Lịch mở dữ liệu đợt một",
        ("Tập dữ liệu", "Ngày mở", "Chu kỳ", "Nơi trả lời góp ý"),
        (
            ("Lịch chợ phiên", "01/10/2025", "Quý", "Sở Kế hoạch và Ngân sách"),
            ("Giá nông sản", "15/10/2025", "Ngày", "Liên minh Hợp tác xã Sông Lam"),
            ("Tuyến đò ngang", "01/12/2025", "Năm", "Sở Kết nối số"),
            ("Điểm tiêm chủng", "15/01/2026", "Tháng", "Sở Sức khỏe cộng đồng"),
        ),
        (28, 18, 14, 40),
    ),
    "budget": Table(
        "Kinh phí theo nguồn, giai đoạn 2025 - 2030 (tỷ đồng)",
        ("Hạng mục", "Đầu tư", "<", "Vận hành", "Cộng"),
        (
            ("", "Ngân sách tỉnh", "Nguồn khác", "", ""),
            ("Hạ tầng", "64", "11", "96", "171"),
            ("Dữ liệu", "38", "4", "71", "113"),
            ("Ứng dụng", "59", "9", "83", "151"),
            ("An toàn và con người", "20", "4", "27", "51"),
            ("Cộng", "181", "28", "277", "486"),
        ),
        (32, 18, 18, 16, 16),
        merged=True,
    ),
}
SYSTEMS_CAPTION = "Danh mục hệ thống thông tin đang dùng tại tỉnh Sông Lam"
SYSTEMS_HEAD = (
    "TT",
    "Tên hệ thống, phân hệ",
    "Cơ quan chủ quản",
    "Số người dùng",
    "Năm đưa vào dùng",
    "Cấp độ an toàn",
    "Kết nối LGSP",
    "Định hướng theo phiên bản 4.0",
)
DIRECTIONS = (
    "Giữ nguyên, bổ sung giao diện công bố",
    "Gộp vào thành phần dùng chung trước tháng {month}/2027",
    "Chuyển sang chỉ đọc từ tháng {month}/2026",
    "Nâng cấp, đổi phân quyền hai cấp",
    "Thay mới theo hình thức thuê",
)
TASKS_HEAD = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn")
TASKS = (
    ("Rà soát {p0} và lập hồ sơ thay thế từng phần", "hien_trang"),
    ("Ban hành quy trình giữ {r0}", "tieu_chuan"),
    ("Xử lý dứt điểm tình trạng {k0}", "han_che"),
)
FILLERS = (
    "",
    "nhất là",
    "trong đó",
    "cụ thể là",
    "trên thực tế",
    "theo kế hoạch",
    "bên cạnh đó thì",
    "như đã nêu ở trên",
    "theo thông báo chung",
    "căn cứ kết quả rà soát",
    "sau khi lấy ý kiến các xã",
    "sau khi lấy ý kiến các sở, xã",
    "sau khi đã lấy ý kiến của các sở",
    "sau khi đã lấy ý kiến của các sở, các xã",
    "sau khi đã lấy ý kiến rộng rãi của các sở, các xã",
    "sau khi đã lấy ý kiến rộng rãi của các sở, các xã và người dân",
    "sau khi đã lấy ý kiến rộng rãi của các sở, các xã, phường và người dân",
)
