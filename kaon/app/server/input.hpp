// SentInput<In>: the input of a server function as it came: JSON from the browser half, or the form of a page that has
// none. Internals of serve().
#pragma once

#include "kaon/web/extract/submitted.hpp"
#include "kaon/web/json.hpp"

namespace kaon::inline v0::remote {

enum class Forms : std::uint8_t { refused, taken };

struct Sent {
    bool as_form = false;
    web::FormInput form;  // what was typed, and what is wrong with it
};
// False: call.error says why nothing could be read.
bool read_input(web::Call& call, Forms forms, Sent& sent, const reflect::TypeInfo& info, void* value);

template <class In, Forms forms>
struct SentInput {
    In value{};
    Sent sent;

    static constexpr bool reads_body = true;
    static bool extract(web::Call& call, SentInput& out, std::size_t) {
        return read_input(call, forms, out.sent, reflect::type_info<In>(), &out.value);
    }
};

}  // namespace kaon::inline v0::remote
