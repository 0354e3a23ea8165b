// Reads captures by table.
#include "kaon/web/extract/path.hpp"

#include "kaon/base/utf8.hpp"
#include "kaon/reflect/text.hpp"

namespace kaon::inline v0::web {

namespace {

bool refuse(Call& call, std::string_view name, std::string_view why) {
    call.error.emplace(Error(Errc::invalid, "the path does not fit").with_field(name, why));
    return false;
}

bool read(Call& call, std::size_t at, const reflect::TypeInfo& info, void* value) {
    const Endpoint& endpoint = call.request.endpoint();
    const std::string_view text = call.request.captures().at(at);
    if (info.kind == reflect::Kind::string) {
        if (!is_utf8(text)) return refuse(call, endpoint.captures[at], "must be UTF-8");
        static_cast<std::string*>(value)->assign(text);
        return true;
    }
    Result<> outcome = reflect::read_text(info, value, text);
    return outcome ? true : refuse(call, endpoint.captures[at], outcome.error().text());
}

}  // namespace

bool read_capture(Call& call, std::size_t index, const reflect::TypeInfo& info, void* value) {
    const std::size_t at = call.request.endpoint().prefix_captures + index;
    if (at >= call.request.captures().count) {
        call.error.emplace(Errc::not_found);  // std::optional<Path<T>> on a route without captures
        return false;
    }
    return read(call, at, info, value);
}

bool read_captures(Call& call, const reflect::ObjectInfo& info, void* value) {
    const Endpoint& endpoint = call.request.endpoint();
    for (const reflect::Field& field : info.fields()) {
        std::size_t at = endpoint.prefix_captures;
        while (at < endpoint.capture_count && endpoint.captures[at] != field.name) ++at;
        if (at == endpoint.capture_count) {
            call.error.emplace(Error(Errc::internal).with_detail("a Path<T> field without capture"));
            return false;
        }
        if (!read(call, at, *field.type, field.address(value))) return false;
    }
    return true;
}

}  // namespace kaon::inline v0::web
