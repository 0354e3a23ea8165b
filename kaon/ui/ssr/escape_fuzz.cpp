// Whatever text comes in: no tag, quote or running scheme comes out of text, attributes, URLs, names and JSON.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kaon/base/utf8.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

// What stands between two known ends.
std::string_view inside(std::string_view html, std::string_view begin, std::string_view end) {
    require(html.starts_with(begin) && html.ends_with(end) && html.size() >= begin.size() + end.size());
    return html.substr(begin.size(), html.size() - begin.size() - end.size());
}

// An independent reading of the URL rules, by removing what browsers remove:
// https://url.spec.whatwg.org/#concept-basic-url-parser
bool runs(std::string_view escaped) {
    std::string url;
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        char c = escaped[i];
        if (c == '\t' || c == '\n' || c == '\r' || (url.empty() && static_cast<unsigned char>(c) <= ' ')) continue;
        url += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return url.starts_with("javascript:") || url.starts_with("vbscript:") || url.starts_with("data:text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);

    const std::string in_text = render(p(input));
    require(inside(in_text, "<p>", "</p>").find_first_of("<>") == std::string_view::npos);

    const std::string in_attribute = render(p(tooltip(input)));
    require(inside(in_attribute, "<p title=\"", "\"></p>").find_first_of("<>\"'") == std::string_view::npos);

    const std::string in_url = render(a(href(input)));
    const std::string_view url = inside(in_url, "<a href=\"", "\"></a>");
    require(url.find_first_of("<>\"'") == std::string_view::npos && !runs(url));

    const std::string in_json = render(json_script("i", input));
    require(inside(in_json, "<script type=\"application/json\" id=\"i\">", "</script>").find_first_of("<>&") ==
            std::string_view::npos);

    const std::string in_script = render(script(trusted_script(input)));
    std::string code(inside(in_script, "<script>", "</script>"));
    for (char& c : code) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    require(code.find("</script") == code.npos && code.find("<!--") == code.npos && code.find("<script") == code.npos);

    // As a name it is either refused or harmless.
    const std::string as_names = render(div(attr(input, "v"), element(input, "c")));
    std::size_t angles = 0;
    for (char c : as_names) angles += c == '<';
    require(angles == 2 || angles == 4);
    require(as_names.find("<div on") == std::string::npos && as_names.find("<div style") == std::string::npos);

    for (const std::string* html : {&in_text, &in_attribute, &in_url, &in_json}) require(is_utf8(*html));
    return 0;
}
