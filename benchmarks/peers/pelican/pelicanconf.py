SITENAME = "Benchmark"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
THEME = "theme"
PATH = "content"
ARTICLE_PATHS = ["articles"]
SLUGIFY_SOURCE = "basename"
SUMMARY_MAX_LENGTH = 70
ARTICLE_URL = ARTICLE_SAVE_AS = "articles/{slug}.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "outlets/{slug}.html"
CATEGORIES_SAVE_AS = "outlets.html"
AUTHOR_URL = AUTHOR_SAVE_AS = "speakers/{slug}.html"
AUTHORS_SAVE_AS = "speakers.html"
TAGS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "categories", "authors", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = "outlets/{slug}.xml"
AUTHOR_FEED_ATOM = "speakers/{slug}.xml"
AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = True
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}}
