// Reading [[risk]], [[stack]], [[question]], [[cost]] and [[verdict]].
#include <algorithm>
#include <array>

#include "advisor/loader.hpp"

namespace consultant::detail {

namespace {

constexpr std::array<std::string_view, 7> slots{"http",          "streaming", "database", "serialisation",
                                                "observability", "frontend",  "bridge"};

// A misspelt placeholder would reach the reader.
bool has_known_placeholders(std::string_view text) {
    static constexpr std::array<std::string_view, 4> known{"{for}", "{against}", "{language}", "{present}"};
    for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
        if (std::ranges::none_of(known, [&](std::string_view name) { return text.substr(at).starts_with(name); }))
            return false;
    }
    return true;
}

}  // namespace

void Loader::answers(TomlItem& root) {
    for (TomlItem item : root.items("risk")) risk(item);
    for (TomlItem item : root.items("stack")) stack(item);
    for (TomlItem item : root.items("verdict")) verdict(item);
    for (TomlItem item : root.items("question")) {
        out_.questions.push_back({item.text("topic"), item.text("emoji"), item.localized("text")});
        item.finish();
    }
    for (TomlItem item : root.items("cost")) {
        out_.costs.push_back({item.text("emoji"), item.localized("text"), source(item), conditions(item)});
        item.finish();
    }
}

void Loader::risk(TomlItem& item) {
    RiskEntry risk{.id = item.text("id"),
                   .priority = item.integer("priority", 0, 100),
                   .emoji = item.text("emoji"),
                   .title = item.localized("title"),
                   .text = item.localized("text"),
                   .source = source(item),
                   .when = conditions(item)};
    item.finish();
    // By falling priority; equals in the order of the files.
    const auto place =
        std::ranges::upper_bound(out_.risks, risk.priority, std::ranges::greater{}, &RiskEntry::priority);
    out_.risks.insert(place, std::move(risk));
}

void Loader::stack(TomlItem& item) {
    StackEntry stack{item.text("id"), item.localized("name"), {}};
    if (out_.stack(stack.id)) item.fail("stack '" + stack.id + "' stands twice");
    for (TomlItem row : item.items("row")) {
        stack.rows.push_back({row.text("slot"), row.either("choice"), row.localized("note"), conditions(row)});
        if (std::ranges::find(slots, stack.rows.back().slot) == slots.end()) row.fail("unknown slot", "slot");
        row.finish();
    }
    for (std::string_view slot : slots) {
        const auto fills = [&](const StackRowEntry& row) { return row.slot == slot && row.when.empty(); };
        const bool needed = slot != "frontend" && slot != "bridge";
        if (needed && std::ranges::none_of(stack.rows, fills))
            item.fail("no row without conditions for " + std::string(slot));
    }
    item.finish();
    out_.stacks.push_back(std::move(stack));
}

void Loader::verdict(TomlItem& item) {
    const std::optional<Verdict> kind = verdict_named(item.text("kind"));
    if (!kind) item.fail("unknown verdict", "kind");
    VerdictText text{kind.value_or(Verdict::unclear), conditions(item), item.localized("text")};
    if (!has_known_placeholders(text.text.en) || !has_known_placeholders(text.text.ru))
        item.fail("unknown {placeholder}", "text");
    item.finish();
    out_.verdicts.push_back(std::move(text));
}

}  // namespace consultant::detail
