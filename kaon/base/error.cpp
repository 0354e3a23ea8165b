// Error's bodies: the allocated record behind the pointer, and the texts of the library's own codes.
#include "kaon/base/error.hpp"

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstring>
#include <functional>
#include <new>
#include <optional>

namespace kaon::inline v0 {

struct Error::Info {
#if !defined(__wasm__)
    static void* operator new(std::size_t size);
    static void operator delete(void* memory) noexcept;
#endif

    const char* domain;
    std::int32_t code;
    CodeText about;
    std::string text;
    std::string detail;
    std::vector<FieldError> fields;
    std::optional<Error> cause;
    std::source_location where;
};

#if !defined(__wasm__)
namespace {

// That memory is missing is told by an error, too, and a cancelled wait ends with one: both are in the middle of what
// no exception may leave. So a few are kept for when there is none.
constexpr std::size_t spare_size = 256;
constexpr int spare_count = 32;
alignas(std::max_align_t) constinit std::byte spares[spare_count][spare_size]{};
constinit std::atomic<std::uint32_t> spares_taken = 0;

void* take_spare() {
    std::uint32_t taken = spares_taken.load(std::memory_order_relaxed);
    while (taken != UINT32_MAX) {
        const int first = std::countr_one(taken);
        if (spares_taken.compare_exchange_weak(taken, taken | std::uint32_t{1} << first, std::memory_order_acquire))
            return spares[first];
    }
    throw std::bad_alloc();
}

}  // namespace

void* Error::Info::operator new(std::size_t size) try {
    static_assert(sizeof(Info) <= spare_size);
    return ::operator new(size);
} catch (const std::bad_alloc&) {
    return take_spare();
}

void Error::Info::operator delete(void* memory) noexcept {
    const std::less<const void*> before;
    if (before(memory, spares) || !before(memory, spares + spare_count)) return ::operator delete(memory);
    const auto place = static_cast<std::byte*>(memory) - spares[0];
    spares_taken.fetch_and(~(std::uint32_t{1} << place / std::ptrdiff_t{spare_size}), std::memory_order_release);
}
#endif

CodeText describe(Errc code) {
    switch (code) {
        case Errc::internal: break;
        case Errc::invalid: return {code, "invalid", "The request is malformed."};
        case Errc::unprocessable: return {code, "unprocessable", "Some values are not acceptable."};
        case Errc::unauthenticated: return {code, "unauthenticated", "Please sign in first."};
        case Errc::forbidden: return {code, "forbidden", "This is not allowed."};
        case Errc::not_found: return {code, "not_found", "There is no such thing here."};
        case Errc::conflict: return {code, "conflict", "This conflicts with what is already there."};
        case Errc::too_large: return {code, "too_large", "The content is too large."};
        case Errc::unsupported_type: return {code, "unsupported_type", "This media type is not supported here."};
        case Errc::too_many: return {code, "too_many", "Too many requests."};
        case Errc::unavailable: return {code, "unavailable", "The service is not available right now."};
        case Errc::timeout: return {code, "timeout", "It took too long."};
        case Errc::cancelled: return {code, "cancelled", "The operation was cancelled."};
        case Errc::unimplemented: return {code, "unimplemented", "This is not implemented."};
    }
    return {Errc::internal, "internal", "Something went wrong on our side."};
}

Error::Error(const char* domain, std::int32_t code, CodeText about, std::string_view text, std::source_location where)
    : info_(new Info{domain, code, about, std::string(text), {}, {}, {}, where}) {}

Error::Error(Error&& other) noexcept : info_(std::exchange(other.info_, nullptr)) {}
Error& Error::operator=(Error&& other) noexcept {
    std::swap(info_, other.info_);
    return *this;
}
Error::~Error() { delete info_; }

Error Error::copy() const {
    Error other(info_->domain, info_->code, info_->about, info_->text, info_->where);
    other.info_->detail = info_->detail;
    other.info_->fields = info_->fields;
    if (info_->cause) other.info_->cause.emplace(info_->cause->copy());
    return other;
}

Error&& Error::with_detail(std::string_view detail) && {
    info_->detail = detail;
    return std::move(*this);
}
Error&& Error::with_cause(Error cause) && {
    info_->cause.emplace(std::move(cause));
    return std::move(*this);
}
Error&& Error::with_field(std::string_view path, std::string_view message) && {
    add_field(path, message);
    return std::move(*this);
}
Error&& Error::with_text(std::string_view text) && {
    info_->text = text;
    return std::move(*this);
}
void Error::add_field(std::string_view path, std::string_view message) {
    info_->fields.push_back({std::string(path), std::string(message)});
}

bool Error::is(const char* domain, std::int32_t code) const { return info_->domain == domain && info_->code == code; }
Errc Error::kind() const { return info_->about.kind; }
std::string_view Error::name() const { return info_->about.name; }
std::string_view Error::text() const { return info_->text.empty() ? info_->about.text : std::string_view(info_->text); }
bool Error::has_codes_text() const { return info_->text.empty() || info_->text == info_->about.text; }
std::string_view Error::detail() const { return info_->detail; }
const std::vector<FieldError>& Error::fields() const { return info_->fields; }
const Error* Error::cause() const { return info_->cause ? &*info_->cause : nullptr; }
std::source_location Error::where() const { return info_->where; }

std::string Error::describe_all() const {
    std::string out;
    for (const Error* error = this; error; error = error->cause()) {
        if (error != this) out += "; caused by ";
        out.append(error->name()).append(": ").append(error->text());
        if (!error->detail().empty()) out.append(" (").append(error->detail()).append(")");
        for (const FieldError& field : error->fields())
            out.append(" [").append(field.path).append(": ").append(field.message).append("]");
        const char* file = error->where().file_name();
        if (const char* slash = std::strrchr(file, '/')) file = slash + 1;
        out.append(" at ").append(file).append(":").append(std::to_string(error->where().line()));
    }
    return out;
}

}  // namespace kaon::inline v0
