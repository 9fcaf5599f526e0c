// Filters the list of questions by words (marks and capitals do not count) and by category; nothing else runs here.
const fold = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
const form = document.getElementById("filter");
if (form) {
  const items = [...document.querySelectorAll(".item")];
  const texts = items.map(item => fold(item.textContent));
  const show = () => {
    const words = fold(form.words.value).split(/\s+/).filter(Boolean);
    let left = 0;
    items.forEach((item, place) => {
      item.hidden = (form.category.value && form.category.value !== item.dataset.category)
        || !words.every(word => texts[place].includes(word));
      left += !item.hidden;
    });
    document.querySelectorAll(".group").forEach(group => {
      group.hidden = !group.querySelector(".item:not([hidden])");
    });
    form.querySelector("output").textContent = `Hiện ${left} trong ${items.length} câu`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
  form.hidden = false;
  show();
}
