export default function ({ data, parentElement }) {
  const figure = parentElement.querySelector(".page");
  const sheet = parentElement.querySelector(".sheet");
  const image = parentElement.querySelector("img");
  figure.setAttribute("aria-label", data.label);
  image.alt = data.label;
  const areas = data.areas.map(([left, top, width, height]) => {
    const area = document.createElement("div");
    area.className = "area";
    Object.assign(area.style, {
      left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * width}%`, height: `${100 * height}%`,
    });
    return area;
  });
  sheet.replaceChildren(image, ...areas);
  image.onload = () => {
    figure.scrollIntoView({ block: "nearest" });
    if (areas.length) figure.scrollTop = Math.max(0, areas[0].offsetTop - figure.clientHeight / 4);
  };
  if (image.src !== data.image) image.src = data.image;
}
