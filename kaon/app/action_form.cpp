// The one form element.
#include "kaon/app/action_form.hpp"

#include "kaon/ui/attributes.hpp"

namespace kaon::inline v0::remote {

View post_form(std::string_view path, const ui::Attr& on_submit, const ui::Arg& a0, const ui::Arg& a1,
               const ui::Arg& a2, const ui::Arg& a3, const ui::Arg& a4, const ui::Arg& a5, const ui::Arg& a6,
               const ui::Arg& a7, const ui::Arg& a8, const ui::Arg& a9, const ui::Arg& a10, const ui::Arg& a11) {
    return html::form(html::method("post"), html::action(path), on_submit, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10,
                      a11);
}

}  // namespace kaon::inline v0::remote
