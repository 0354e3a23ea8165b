// Look-ups by name and type, and request ids.
#include "kaon/web/request.hpp"

#include <algorithm>
#include <cstring>

#include <sys/random.h>

#include "kaon/web/application.hpp"

namespace kaon::inline v0 {

namespace {

// 80 random bits as 16 letters and digits without look-alikes (Crockford's base 32); the kernel is asked once for many.
void make_id(char* out) {
    constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
    constexpr std::size_t letters = 16;
    thread_local unsigned char pool[512];
    thread_local std::size_t left = 0;
    if (left < letters) {
        left = getrandom(pool, sizeof pool, 0) == sizeof pool ? sizeof pool : 0;
        if (left == 0) std::abort();  // the kernel never refuses so few bytes
    }
    for (std::size_t i = 0; i < letters; ++i) out[i] = digits[pool[--left] & 31];
}

}  // namespace

std::string_view Request::route() const { return endpoint_->pattern; }

std::optional<std::string_view> Request::capture(std::string_view name) const {
    for (std::size_t i = 0; i < endpoint_->capture_count; ++i) {
        if (endpoint_->captures[i] == name) return captures_.at(i);
    }
    return std::nullopt;
}

std::string_view Request::id() const {
    if (id_size_ == 0) {
        make_id(id_);
        id_size_ = 16;
    }
    return {id_, id_size_};
}

void Request::set_id(std::string_view id) const {
    id_size_ = static_cast<std::uint8_t>(std::min(id.size(), sizeof id_));
    std::memcpy(id_, id.data(), id_size_);
}

std::uint64_t Request::body_limit() const { return endpoint_->body_limit; }

const void* Request::find_state(web::TypeTag tag) const {
    for (const web::StateEntry& entry : endpoint_->states) {
        if (entry.tag == tag) return entry.value;
    }
    return nullptr;
}

void* Request::find_kept(web::TypeTag tag) const {
    for (const Kept& kept : kept_) {
        if (kept.tag == tag) return kept.value.get();
    }
    return nullptr;
}

void Request::keep(web::TypeTag tag, std::shared_ptr<void> value) {
    for (Kept& kept : kept_) {
        if (kept.tag != tag) continue;
        kept.value = std::move(value);
        return;
    }
    kept_.push_back({tag, std::move(value)});
}

}  // namespace kaon::inline v0
