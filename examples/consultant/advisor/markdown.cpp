// Writing the document, and escaping what others wrote.
#include "advisor/markdown.hpp"

#include "kaon/base/ascii.hpp"

namespace consultant {

namespace {

// Marks that reorder or hide text.
bool is_invisible(char32_t c) {
    return c == 0x61C || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || (c >= 0x7F && c <= 0x9F);
}

// Dots and colons matter only in what could become a bare link: "www.x", "http://x".
bool needs_backslash(std::string_view text, std::size_t at) {
    static constexpr std::string_view always = "\\`*_[]<>#|~&$^=@{}!";
    const char c = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (c == '.') return kaon::ascii::is_letter(next);
    if (c == ':') return next == '/';
    if (c == '-' || c == '+') return at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
    return always.find(c) != always.npos;
}

class Writer {
public:
    void heading(std::string_view marks, std::string_view emoji, std::string_view text) {
        if (!out_.empty()) out_ += '\n';
        out_.append(marks).append(" ").append(emoji).append(" ").append(text).append("\n\n");
    }
    void item(std::string_view emoji, std::string_view text) {
        out_.append("- ").append(emoji).append(" ").append(text).append("\n");
    }
    void paragraph(std::string_view text) { out_.append(text).append("\n"); }
    std::string take() && { return std::move(out_); }

private:
    std::string out_;
};

void section(Writer& out, const Section& section) {
    out.heading("##", section.emoji, section.heading);
    for (const Item& item : section.items) out.item(item.emoji, item.text);
}

void why(Writer& out, const Advice& advice) {
    out.heading("##", "🔍", advice.why_heading);
    for (const Why& why : advice.why) {
        out.item(why.emoji, why.claim + " — " + escape_markdown(why.detail));  // the detail quotes the visitor
    }
}

}  // namespace

std::string escape_markdown(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    bool space = true;  // drops leading spaces, joins runs: an indent would be code
    for (std::size_t at = 0; at < text.size();) {
        const Character c = decode(text, at);
        if (c.code <= ' ' || c.code == 0xA0 || c.code == 0x2028 || c.code == 0x2029 || is_invisible(c.code)) {
            const bool blank = !is_invisible(c.code);
            if (blank && !space) out += ' ';
            space = space || blank;
        } else {
            if (c.size == 1 && c.code == 0xFFFD) out += "\uFFFD";
            else if (c.size == 1 && needs_backslash(text, at)) (out += '\\') += text[at];
            else out += text.substr(at, c.size);
            space = false;
        }
        at += c.size;
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string to_markdown(const Advice& advice, Trace trace) {
    Writer out;
    out.heading("#", "🦀", advice.title);
    for (const QuotedInput& quoted : advice.input)
        out.item("🧾", "**" + quoted.label + ":** " + escape_markdown(quoted.text));
    section(out, advice.solves);
    section(out, advice.costs);
    out.heading("##", "🧱", advice.stack_heading);
    for (const StackRow& row : advice.stack)
        out.item(row.emoji, "**" + row.label + ":** " + row.choice + " — " + row.note);
    out.heading("##", "⚠️", advice.risks_heading);
    for (const Risk& risk : advice.risks) out.item(risk.emoji, "**" + risk.title + ".** " + risk.text);
    out.heading("##", "⚖️", advice.verdict_heading);
    out.paragraph(advice.verdict_text);
    if (!advice.missing.items.empty()) section(out, advice.missing);
    if (trace == Trace::listed) {
        why(out, advice);
        out.paragraph("\n*" + advice.footer + "*");
    }
    return std::move(out).take();
}

}  // namespace consultant
