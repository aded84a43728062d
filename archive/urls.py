"""The public addresses."""

from django.urls import URLPattern, URLResolver, path

from archive.views import crawlers
from archive.views.about import about
from archive.views.actor_list import actor_list
from archive.views.corrections import corrections
from archive.views.data import data
from archive.views.place_list import place_list
from archive.views.source_list import source_list
from archive.views.statement_list import statement_list
from archive.views.timeline import events, timeline
from archive.views.topic_list import topic_list

app_name = "archive"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", timeline, name="timeline"),
    path("events/", events, name="events"),
    path("actors/", actor_list, name="actors"),
    path("statements/", statement_list, name="statements"),
    path("sources/", source_list, name="sources"),
    path("places/", place_list, name="places"),
    path("topics/", topic_list, name="topics"),
    path("corrections/", corrections, name="corrections"),
    path("about/", about, name="about"),
    path("data/", data, name="data"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("favicon.ico", crawlers.favicon, name="favicon"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<str:part>.xml", crawlers.sitemap_part, name="sitemap-part"),
]
