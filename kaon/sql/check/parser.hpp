// The parser's state and its rules by name; expressions in parse_expr.cpp, queries in parse_select.cpp, the rest in
// parse.cpp.
//
//   Statement statement = Parser("SELECT 1").statement();       // throws GaveUp
//
// Threads: a value.
#pragma once

#include <initializer_list>

#include "kaon/sql/check/tree.hpp"

namespace kaon::inline v0::sqlcheck {

// Thrown where the text leaves the understood grammar; caught by parse().
struct GaveUp {};

class Parser {
public:
    explicit Parser(std::string_view sql) : tokens_(tokenize(sql)) {}

    Statement statement();

private:
    // parse.cpp
    Statement insert(std::vector<Cte> with);
    Statement update(std::vector<Cte> with);
    Statement remove(std::vector<Cte> with);
    void conflict_action();
    Upsert upsert();
    std::vector<Assignment> assignments();
    void table_name(Statement& to);
    void tail_of_change(Statement& to);

    // parse_select.cpp
    SelectPtr select();
    std::vector<Cte> with();
    Core core();
    void value_rows(Core& core);
    std::vector<ResultColumn> result_columns();
    std::vector<Source> sources();
    Source source();
    void join_constraint(Source& source);
    bool join_operator(Source& source);
    std::vector<ExprPtr> ordering();
    std::string optional_alias();

    // parse_expr.cpp
    ExprPtr expr() { return binary(0); }
    ExprPtr binary(int level);
    ExprPtr equality_tail(ExprPtr left, bool& went_on);
    ExprPtr in_tail(ExprPtr left);
    ExprPtr unary();
    ExprPtr postfix();
    ExprPtr primary();
    ExprPtr parenthesised();
    ExprPtr case_of();
    ExprPtr cast();
    ExprPtr call_or_column();
    ExprPtr call(std::string name);
    void window_definition();
    std::vector<ExprPtr> list();
    std::string type_name();

    const Token& peek(std::size_t ahead = 0) const;
    Token take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
    bool is_word(std::string_view word, std::size_t ahead = 0) const;
    bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const;
    bool accept(std::string_view word);         // a keyword
    bool accept_symbol(std::string_view symbol);
    void expect(std::string_view word);
    void expect_symbol(std::string_view symbol);
    std::string name();
    static bool is_reserved(std::string_view word);

    struct Deeper {
        int& depth;
        explicit Deeper(int& d) : depth(d) {
            if (++depth > 400) throw GaveUp();
        }
        ~Deeper() { --depth; }
    };

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

ExprPtr make(Expr::Kind kind, std::string name = {});
template <class... A>
ExprPtr make(Expr::Kind kind, std::string name, ExprPtr first, A... more) {
    ExprPtr e = make(kind, std::move(name));
    e->args.push_back(std::move(first));
    (e->args.push_back(std::move(more)), ...);
    return e;
}

}  // namespace kaon::inline v0::sqlcheck
