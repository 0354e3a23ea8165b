// Names of request methods.
#include "kaon/http/method.hpp"

namespace kaon::inline v0::http {

namespace {
constexpr std::string_view names[] = {"GET",     "HEAD",    "POST",  "PUT",   "DELETE",
                                      "CONNECT", "OPTIONS", "TRACE", "PATCH", ""};
}

std::string_view text(Method method) { return names[static_cast<unsigned>(method)]; }

Method parse_method(std::string_view text) {
    const auto is = [text](Method m) { return text == names[static_cast<unsigned>(m)] ? m : Method::unknown; };
    switch (text.size()) {
        case 3: return text[0] == 'G' ? is(Method::get) : is(Method::put);
        case 4: return text[0] == 'H' ? is(Method::head) : is(Method::post);
        case 5: return text[0] == 'T' ? is(Method::trace) : is(Method::patch);
        case 6: return is(Method::del);
        case 7: return text[0] == 'C' ? is(Method::connect) : is(Method::options);
        default: return Method::unknown;
    }
}

}  // namespace kaon::inline v0::http
