// Query<T>: the query as a plain struct.
//
//   struct Page { int limit = 20; std::optional<std::string> after; std::vector<std::string> tag; };
//   Task<Json<List>> list(Query<Page> page)             // "?limit=5&tag=a&tag=b"
//
// Fields of T: what Path takes, std::optional and std::vector of it. A field that is absent is an error unless it is an
// optional, a vector or `defaulted` in describe(). Errors, all fields at once: 400 for what does not parse or is
// missing, 422 for what breaks a rule. Threads: a value.
#pragma once

#include "kaon/base/type_name.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/web/extractor.hpp"
#include "kaon/web/form_fields.hpp"

namespace kaon::inline v0 {

namespace web {
bool read_query(Call& call, const reflect::TypeInfo& info, void* value);
bool read_form_body(Call& call, const reflect::TypeInfo& info, void* value);

// What both need of T.
template <class T>
concept FormStruct = reflect::Aggregate<T>;
}  // namespace web

template <class T>
class Query {
public:
    T value{};

    T& operator*() { return value; }
    const T& operator*() const { return value; }
    T* operator->() { return &value; }
    const T* operator->() const { return &value; }

    static constexpr std::string_view remedy = "use a plain struct with a field for each key.";
    static consteval std::string_view bad_field() { return web::FormStruct<T> ? std::string_view() : type_name<T>(); }
    static bool absent(const Request& request) { return request.query().empty(); }
    [[gnu::nodebug]] static bool extract(web::Call& call, Query& out, std::size_t) {
        return web::read_query(call, reflect::type_info<T>(), &out.value);
    }
};

}  // namespace kaon::inline v0
