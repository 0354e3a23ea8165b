// Log: what a part of a program speaks to the log through; carries the name of the part, its target.
//
//   constexpr telemetry::Log log("shop");
//
//   log.info("order placed", {{"order_id", order.id}, {"total", order.total}});
//   log.warn("slow query", {{"took", took}}, span);
//   if (log.enabled(Level::debug)) log.debug("state", {{"dump", dump()}});    // spares dump()
//
// An event below the level costs a load and a branch, and no formatting ever happens on the way to a null sink.
// Threads: any. Lifetime: everything given is borrowed for the length of the call.
#pragma once

#include <string_view>

#include "kaon/telemetry/sink.hpp"

namespace kaon::inline v0::telemetry {

class Log {
public:
    consteval explicit Log(const char* target) : target_(target) {}

    std::string_view target() const { return target_; }

    bool enabled(Level level) const {
        if (static_cast<std::uint8_t>(level) < __atomic_load_n(&detail::threshold, __ATOMIC_RELAXED)) [[likely]]
            return false;
        return detail::wanted(level, target_);
    }

    [[gnu::always_inline]] void event(Level level, std::string_view message, Fields fields = {},
                                      const Span* span = nullptr) const {
        if (static_cast<std::uint8_t>(level) < __atomic_load_n(&detail::threshold, __ATOMIC_RELAXED)) [[likely]]
            return;
        write(level, message, fields, span);
    }
    [[gnu::always_inline]] void trace(std::string_view message, Fields fields = {}, const Span* span = nullptr) const {
        event(Level::trace, message, fields, span);
    }
    [[gnu::always_inline]] void debug(std::string_view message, Fields fields = {}, const Span* span = nullptr) const {
        event(Level::debug, message, fields, span);
    }
    [[gnu::always_inline]] void info(std::string_view message, Fields fields = {}, const Span* span = nullptr) const {
        event(Level::info, message, fields, span);
    }
    [[gnu::always_inline]] void warn(std::string_view message, Fields fields = {}, const Span* span = nullptr) const {
        event(Level::warn, message, fields, span);
    }
    [[gnu::always_inline]] void error(std::string_view message, Fields fields = {}, const Span* span = nullptr) const {
        event(Level::error, message, fields, span);
    }

private:
    void write(Level level, std::string_view message, Fields fields, const Span* span) const;

    std::string_view target_;
};

}  // namespace kaon::inline v0::telemetry
