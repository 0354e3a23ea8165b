// The text of --help: one column of names, one of explanations.
#include "kaon/program/help.hpp"

#include <algorithm>

namespace kaon::inline v0::program {

namespace {

bool has_place(const Parameter& p) { return p.shape == Shape::positional || p.shape == Shape::rest; }

std::string placed(const Parameter& p) {
    if (p.shape == Shape::rest) return "[" + p.name + "...]";
    return p.required ? p.name : "[" + p.name + "]";
}

std::string left(const Parameter& p) {
    if (has_place(p)) return placed(p);
    std::string text = p.letter ? std::string("-") + p.letter + ", --" : "    --";
    text += p.name;
    return p.shape == Shape::value ? text + " " + p.value : text;
}

std::string right(const Parameter& p) {
    if (p.fallback.empty()) return p.help;
    return p.help + (p.help.empty() ? "" : " ") + "(default: " + p.fallback + ")";
}

void append_list(std::string& out, std::string_view title, const Parameters& parameters, bool places) {
    constexpr std::size_t widest = 28;  // a longer name has its explanation on the next line
    std::size_t width = 0;
    for (const Parameter& p : parameters.all) {
        if (const std::size_t size = left(p).size(); has_place(p) == places && size <= widest)
            width = std::max(width, size);
    }
    bool titled = false;
    for (const Parameter& p : parameters.all) {
        if (has_place(p) != places) continue;
        if (!titled) out.append("\n").append(title).append(":\n");
        titled = true;
        const std::string name = left(p), text = right(p);
        out.append("  ").append(name);
        if (!text.empty()) {
            if (name.size() > width) out.append("\n").append(width + 4, ' ');
            else out.append(width + 2 - name.size(), ' ');
            out.append(text);
        }
        out.append("\n");
    }
}

}  // namespace

std::string help_text(std::string_view name, std::string_view about, const Parameters& parameters,
                      std::string_view notes) {
    std::string out = "Usage: " + std::string(name) + " [OPTIONS]";
    for (const Parameter& p : parameters.all) {
        if (has_place(p)) out += " " + placed(p);
    }
    out += "\n";
    if (!about.empty()) out.append("\n").append(about).append("\n");
    append_list(out, "Arguments", parameters, true);
    append_list(out, "Options", parameters, false);
    if (!notes.empty()) out.append("\n").append(notes).append("\n");
    return out;
}

}  // namespace kaon::inline v0::program
