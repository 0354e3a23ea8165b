// The two elements of a mount point.
#include "kaon/app/mount_point.hpp"

#include "kaon/ui/attributes.hpp"
#include "kaon/ui/elements.hpp"

namespace kaon::inline v0::remote {

View mount_point(std::string_view id, const View& view, std::string_view props) {
    const View place = html::div(html::id(id), view);
    return props.empty() ? place : fragment(place, html::json_script(std::string(id) + "-props", props));
}

}  // namespace kaon::inline v0::remote
