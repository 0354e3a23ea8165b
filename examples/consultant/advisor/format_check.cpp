// Reading a Markdown document line by line against the format.
#include "advisor/format_check.hpp"

#include <algorithm>
#include <array>

#include "advisor/text.hpp"
#include "kaon/base/ascii.hpp"

namespace consultant {

namespace {

enum class Part : std::uint8_t { solves, costs, stack, risk, verdict, other };

struct PartName {
    Part part;
    std::string_view label;
    std::array<std::string_view, 4> stems;  // folded beginnings of words in its heading
};

// A heading belongs to the first part that one of its words names.
constexpr std::array<PartName, 5> parts{{
    {Part::verdict, "a verdict", {"verdict", "вердикт", "conclusion", "вывод"}},
    {Part::risk, "risks", {"risk", "риск", "risks", "риски"}},
    {Part::stack, "a stack", {"stack", "стек", "stacks", "технолог"}},
    {Part::costs, "costs", {"cost", "стоит", "speed", "скорост"}},
    {Part::solves, "what the move solves", {"solve", "реш", "problem", "проблем"}},
}};

Part part_of(std::string_view heading) {
    const Tokens words(heading);
    for (const PartName& name : parts) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string_view word = words.folded(i);
            if (std::ranges::any_of(name.stems, [&](std::string_view stem) { return word.starts_with(stem); }))
                return name.part;
        }
    }
    return Part::other;
}

bool is_table_rule(std::string_view line) {
    return line.find('|') != line.npos && line.find("--") != line.npos && line.find_first_not_of(" |:-") == line.npos;
}

// "<b", "</b", "<!": what Markdown would take as HTML, unless a backslash stands before.
bool has_html(std::string_view line) {
    for (auto at = line.find('<'); at != line.npos && at + 1 < line.size(); at = line.find('<', at + 1)) {
        const char next = line[at + 1];
        const bool opens = next == '/' || next == '!' || kaon::ascii::is_letter(next);
        if (opens && (at == 0 || line[at - 1] != '\\')) return true;
    }
    return false;
}

bool has_image(std::string_view line) {
    const auto at = line.find("![");
    return at != line.npos && (at == 0 || line[at - 1] != '\\');
}

bool begins_with_emoji(std::string_view text) {
    return !text.empty() && decode(text, 0).code >= 0x2190 && decode(text, 0).code != 0xFFFD;
}

class Checker {
public:
    std::vector<std::string> run(std::string_view markdown, Form form) {
        while (!markdown.empty()) {
            const std::size_t end = std::min(markdown.find('\n'), markdown.size());
            ++line_;
            read(markdown.substr(0, end));
            markdown.remove_prefix(std::min(end + 1, markdown.size()));
        }
        finish(form);
        return std::move(problems_);
    }

private:
    void problem(std::string text) { problems_.push_back(std::move(text)); }
    void problem_here(std::string_view what) { problem(std::string(what) + " at line " + std::to_string(line_)); }

    void read(std::string_view line) {
        if (is_table_rule(line)) problem_here("a table");
        if (has_html(line)) problem_here("raw HTML");
        if (has_image(line)) problem_here("an image");
        const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
        if (marks >= 1 && marks <= 6 && marks < line.size() && line[marks] == ' ') {
            heading(marks, line.substr(marks + 1));
        } else if (line.starts_with("- ") || line.starts_with("* ")) {
            in_paragraph_ = false;
            ++items_[static_cast<std::size_t>(part_)];
            if (!begins_with_emoji(line.substr(2))) problem_here("a list item without an emoji");
        } else if (line.find_first_not_of(" \t\r") == line.npos) {
            in_paragraph_ = false;
        } else if (!line.starts_with(' ') || in_paragraph_) {
            if (!in_paragraph_) ++paragraphs_[static_cast<std::size_t>(part_)];
            in_paragraph_ = true;
        }
    }

    void heading(std::size_t level, std::string_view text) {
        in_paragraph_ = false;
        if (level == 1) {
            ++titles_;
            return;
        }
        if (level > 2) return;
        part_ = part_of(text);
        if (part_ != Part::other) order_.push_back(part_);
    }

    void finish(Form form) {
        if (titles_ != 1) problem(std::to_string(titles_) + " titles where 1 is wanted");
        for (const PartName& name : parts) {
            const auto times = std::ranges::count(order_, name.part);
            if (times == 0) problem("no section on " + std::string(name.label));
            if (times > 1) problem("several sections on " + std::string(name.label));
        }
        if (!std::ranges::is_sorted(order_)) problem("sections out of order");
        const std::size_t wanted = form == Form::pro ? 2 : 1;
        const std::size_t risks = items_[static_cast<std::size_t>(Part::risk)];
        if (risks != wanted) problem(std::to_string(risks) + " risks where " + std::to_string(wanted) + " is wanted");
        const std::size_t verdicts = paragraphs_[static_cast<std::size_t>(Part::verdict)];
        if (verdicts != 1) problem(std::to_string(verdicts) + " verdict paragraphs where 1 is wanted");
        if (items_[static_cast<std::size_t>(Part::verdict)] > 0) problem("a list in the verdict");
    }

    std::vector<std::string> problems_;
    std::vector<Part> order_;
    std::array<std::size_t, 6> items_{};
    std::array<std::size_t, 6> paragraphs_{};
    std::size_t line_ = 0;
    std::size_t titles_ = 0;
    Part part_ = Part::other;
    bool in_paragraph_ = false;
};

}  // namespace

std::vector<std::string> check_format(std::string_view markdown, Form form) { return Checker().run(markdown, form); }

}  // namespace consultant
