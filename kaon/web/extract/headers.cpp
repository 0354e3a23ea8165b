// Reads one field into a typed value.
#include "kaon/web/extract/headers.hpp"

#include "kaon/reflect/text.hpp"

namespace kaon::inline v0::web {

bool read_header(Call& call, std::string_view name, const reflect::TypeInfo& info, void* value) {
    const auto text = call.request.header(name);
    if (!text) {
        call.error.emplace(Error(Errc::invalid, "a header is missing").with_field(name, "is missing"));
        return false;
    }
    Result<> read = reflect::read_text(info, value, *text);
    if (read) return true;
    call.error.emplace(Error(Errc::invalid, "a header does not fit").with_field(name, read.error().text()));
    return false;
}

}  // namespace kaon::inline v0::web
