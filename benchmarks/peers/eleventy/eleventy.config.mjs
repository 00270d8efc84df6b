// Outlets and speakers are not Eleventy's own collections (`tags`), so they are gathered here.
const slug = (name) => name.toLowerCase().replaceAll(" ", "-");

function gather(articles, field) {
  const found = new Map();
  for (const one of articles)
    for (const name of one.data[field]) found.set(name, found.get(name) ?? []).get(name).push(one);
  return [...found].sort().map(([name, listed]) => ({ name, slug: slug(name), listed }));
}

export default function (eleventy) {
  const articles = (api) => api.getFilteredByGlob("content/articles/*.md").reverse();
  eleventy.addCollection("articles", articles);
  for (const field of ["outlets", "speakers"])
    eleventy.addCollection(field, (api) => gather(articles(api), field));
  eleventy.addFilter("slug", slug);
  eleventy.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventy.addFilter("newest", (listed) => listed.slice(0, 50));
  eleventy.addFilter("summary", (html) => html.replaceAll(/<[^>]*>/g, "").slice(0, 400));
  return { dir: { input: "content", includes: "../layouts", output: "public" }, markdownTemplateEngine: false };
}
