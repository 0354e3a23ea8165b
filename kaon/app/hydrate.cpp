// Props out of the page: the one text of their element.
#include "kaon/app/hydrate.hpp"

#include "kaon/browser/console.hpp"

namespace kaon::inline v0::remote {

bool has_mount_point(std::string_view id) {
    dom::Host* host = dom::current_host();
    return host && !host->snapshot(id).empty();
}

bool read_props(std::string_view id, const reflect::TypeInfo& info, void* props) {
    dom::Host* host = dom::current_host();
    if (!host) return false;
    const std::string snapshot = host->snapshot(std::string(id) + "-props");
    // Tokens end with NUL (kaon/ui/dom/ops.hpp), which JSON never holds as itself.
    const std::size_t begin = snapshot.starts_with('T') ? 0 : snapshot.find(std::string_view("\0T", 2));
    if (begin == snapshot.npos) return false;
    std::string_view text = std::string_view(snapshot).substr(begin);
    text.remove_prefix(text[0] == 'T' ? 1 : 2);
    const Result<> read = json::read_into(info, props, text.substr(0, text.find('\0')), {.max_size = SIZE_MAX});
    if (!read) console::error(std::string(id).append("-props: ").append(read.error().text()));
    return read.has_value();
}

}  // namespace kaon::inline v0::remote
