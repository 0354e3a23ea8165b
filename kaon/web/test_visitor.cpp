// Requests of tests, and the cookies between them.
#include "kaon/web/test_visitor.hpp"

namespace kaon::inline v0::web {

void TestVisitor::ask(http::Request& request, std::string_view method, std::string_view target) {
    request.method = http::parse_method(method);
    request.method_text = method;
    request.target = target;
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    request.query = mark == target.npos ? std::string_view() : target.substr(mark + 1);
    request.authority = "test.local";
    request.peer = {.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1}, .port = 40000};
    request.headers.append("host", "test.local");
}

void TestVisitor::send_cookies(http::Headers& headers) const {
    std::string field;
    for (const auto& [name, value] : cookies_) field += (field.empty() ? "" : "; ") + name + "=" + value;
    if (!field.empty()) headers.append_copy("cookie", field);
}

void TestVisitor::keep_cookies(const http::Headers& headers) {
    for (const http::Headers::Field& field : headers) {
        if (!http::equals_ignoring_case(field.name, "set-cookie")) continue;
        const std::string_view pair = field.value.substr(0, field.value.find(';'));
        const std::size_t equals = pair.find('=');
        if (equals == pair.npos) continue;
        const std::string name(pair.substr(0, equals));
        if (field.value.find("; Max-Age=0") != field.value.npos) cookies_.erase(name);
        else cookies_[name] = pair.substr(equals + 1);
    }
}

}  // namespace kaon::inline v0::web
