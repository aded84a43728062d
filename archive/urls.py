"""The public addresses."""

from django.urls import URLPattern, URLResolver, path, register_converter

from archive.views import crawlers
from archive.views.about import about
from archive.views.actor import actor
from archive.views.actor_charts import activity_page, company
from archive.views.actor_list import actor_list
from archive.views.corrections import corrections
from archive.views.data import data
from archive.views.data_addresses import data_patterns
from archive.views.event import event
from archive.views.facets import facets, facets_json
from archive.views.figure_charts import figures
from archive.views.images import rendition
from archive.views.kept import kept
from archive.views.lanes import lanes
from archive.views.map_view import map_data
from archive.views.place import place
from archive.views.place_list import place_list
from archive.views.search import search_page
from archive.views.source import source
from archive.views.source_list import source_list
from archive.views.statement import statement
from archive.views.statement_list import statement_list
from archive.views.suggest import suggest_json
from archive.views.tiles import SignedNumber, tile
from archive.views.timeline import events, timeline
from archive.views.topic import topic
from archive.views.topic_charts import voices
from archive.views.topic_list import topic_list

app_name = "archive"

register_converter(SignedNumber, "signed")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", kept(timeline), name="timeline"),
    path("events/", events, name="events"),
    path("actors/", kept(actor_list), name="actors"),
    path("statements/", kept(statement_list), name="statements"),
    path("sources/", kept(source_list), name="sources"),
    path("places/", kept(place_list), name="places"),
    path("topics/", kept(topic_list), name="topics"),
    path("events/<slug:slug>/", event, name="event"),
    path("actors/<slug:slug>/", actor, name="actor"),
    path("actors/<slug:slug>/activity/", activity_page, name="actor-activity"),
    path("actors/<slug:slug>/company/", company, name="actor-company"),
    path("statements/<slug:slug>/", statement, name="statement"),
    path("sources/<slug:slug>/", source, name="source"),
    path("places/<slug:slug>/", place, name="place"),
    path("topics/<slug:slug>/", topic, name="topic"),
    path("tiles/<int:version>/<signed:level>/<signed:index>.json", tile, name="tile"),
    path("lanes.json", lanes, name="lanes"),
    path("facets.json", facets_json, name="facets-json"),
    path("facets/", kept(facets), name="facets"),
    path("topics/<slug:slug>/voices/", voices, name="topic-voices"),
    path("figures/", kept(figures), name="figures"),
    path("search/", search_page, name="search"),
    path("suggest.json", suggest_json, name="suggest"),
    path("corrections/", kept(corrections), name="corrections"),
    path("about/", kept(about), name="about"),
    path("data/", kept(data), name="data"),
    path("map.json", map_data, name="map-json"),
    path("images/<slug:slug>/<int:width>.<str:extension>", rendition, name="rendition"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("favicon.ico", crawlers.favicon, name="favicon"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<str:part>.xml", crawlers.sitemap_part, name="sitemap-part"),
    *data_patterns,
]
