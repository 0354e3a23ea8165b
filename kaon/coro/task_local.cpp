// Looking a local up.
#include "kaon/coro/task_local.hpp"

namespace kaon::inline v0 {

const void* detail::find_local(const LocalValue* locals, const void* key) {
    while (locals && locals->key != key) locals = locals->outer;
    return locals ? locals->value : nullptr;
}

}  // namespace kaon::inline v0
