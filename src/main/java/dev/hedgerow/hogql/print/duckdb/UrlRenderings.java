package dev.hedgerow.hogql.print.duckdb;

/** Parts of URLs. */
final class UrlRenderings {

    private static final String HOST = "'^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/:?#]+)'";
    private static final String PATH = "'^(?:(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*)?(/[^?#]*)'";
    private static final String SUFFIX = "(?:(?:com?|net|org|gov|edu|ac|gob|or|ne|go)\\.[a-z][a-z]|[^.]+)";

    static final Renderings ALL = new Renderings()
            .add("protocol", "regexp_extract({0 text}, '^([a-zA-Z][a-zA-Z0-9+.-]*):', 1)")
            .add("domain", "regexp_extract({0 text}, " + HOST + ", 1)")
            .add("domainWithoutWWW", "regexp_replace(regexp_extract({0 text}, " + HOST + ", 1), '^www\\.', '')")
            .add(
                    "topLevelDomain",
                    "regexp_extract(regexp_extract({0 text}, " + HOST + ", 1), '\\.([^.]*[^.0-9][^.]*)$', 1)")
            .add(
                    "firstSignificantSubdomain",
                    "regexp_extract(regexp_extract({0 text}, " + HOST + ", 1), '([^.]+)\\." + SUFFIX + "$', 1)")
            .add(
                    "cutToFirstSignificantSubdomain",
                    "regexp_extract(regexp_extract({0 text}, " + HOST + ", 1), '([^.]+\\." + SUFFIX + ")$', 1)")
            .add(
                    "port",
                    call ->
                            "coalesce(TRY_CAST(regexp_extract(%s, '^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/?#@]*@)?[^/:?#]+:(\\d+)', 1) AS USMALLINT), %s)"
                                    .formatted(call.text(0), call.size() == 2 ? call.sql(1) : "0"))
            .add("path", "regexp_extract({0 text}, " + PATH + ", 1)")
            .add("pathFull", "regexp_extract({0 text}, '^(?:(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*)?(/.*)', 1, 's')")
            .add("queryString", "regexp_extract({0 text}, '\\?([^#]*)', 1)")
            .add("fragment", "regexp_extract({0 text}, '#(.*)', 1, 's')")
            .add("queryStringAndFragment", "regexp_extract({0 text}, '[?#](.*)', 1, 's')")
            .add("netloc", "regexp_extract({0 text}, '^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//([^/?#]+)', 1)")
            .add("extractURLParameter", "regexp_extract({0 text}, '[?&]' || regexp_escape({1 text}) || '=([^&#]*)', 1)")
            .add(
                    "extractURLParameters",
                    "list_filter(string_split(regexp_extract({0 text}, '\\?([^#]*)', 1), '&'), lambda _p: contains(_p, '='))")
            .add(
                    "extractURLParameterNames",
                    "list_transform(list_filter(string_split(regexp_extract({0 text}, '\\?([^#]*)', 1), '&'), lambda _p: contains(_p, '=')), lambda _p: split_part(_p, '=', 1))")
            .add("URLHierarchy", call -> hierarchy(call, "^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*/?", true))
            .add("URLPathHierarchy", call -> hierarchy(call, "^(?:[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*)?/", false))
            .add("encodeURLComponent", "url_encode({0 text})")
            .add("decodeURLComponent", "url_decode({0 text})")
            .add("encodeURLFormComponent", "replace(url_encode({0 text}), '%20', '+')")
            .add("decodeURLFormComponent", "url_decode(replace({0 text}, '+', ' '))")
            .add("cutWWW", "regexp_replace({0 text}, '^([a-zA-Z][a-zA-Z0-9+.-]*:)?//www\\.', '\\1//')")
            .add("cutQueryString", "regexp_replace({0 text}, '\\?[^#]*', '')")
            .add("cutFragment", "regexp_replace({0 text}, '#.*', '', 's')")
            .add("cutQueryStringAndFragment", "regexp_replace({0 text}, '[?#].*', '', 's')")
            .add(
                    "cutURLParameter",
                    "regexp_replace(regexp_replace({0 text}, '([?&])' || regexp_escape({1 text}) || '=[^&#]*&?', '\\1'), '[?&]($|#)', '\\1')")
            .strict("port");

    private UrlRenderings() {}

    /** The beginnings of a URL, each ending after a slash or where the query begins, and the whole. */
    private static String hierarchy(Invocation call, String root, boolean withRoot) {
        return Casts.bound(call.text(0), call.names(), url -> {
            var start = "length(regexp_extract(%s, '%s'))".formatted(url, root);
            var cuts =
                    "list_filter(range(%s + 1, length(%s) + 1), lambda _i: _i = length(%s) OR substring(%s, _i, 1) IN ('/', '?', '#'))"
                            .formatted(start, url, url, url);
            var parts = withRoot
                    ? "list_transform(list_concat([%s], %s), lambda _i: left(%s, _i))".formatted(start, cuts, url)
                    : "list_transform(%s, lambda _i: substring(%s, %s, _i - %s + 1))"
                            .formatted(cuts, url, start, start);
            return "CASE WHEN regexp_matches(%s, '%s') THEN %s ELSE CAST([] AS VARCHAR[]) END"
                    .formatted(url, root, parts);
        });
    }
}
