parser grammar HogQlParser;

options { tokenVocab = HogQlLexer; }

statement: query SEMICOLON* EOF;

standaloneExpression: aliased EOF;

// ---- queries ----

query: queryTerm (setOperator queryTerm)*;

setOperator: (UNION | INTERSECT | EXCEPT) (ALL | DISTINCT)? (BY NAME)?;

queryTerm
    : withClause? select                                                # selectTerm
    | withClause? LEFT_PAREN query RIGHT_PAREN orderBy? limit?          # nestedTerm
    | values                                                            # valuesTerm
    ;

withClause: WITH RECURSIVE? cte (COMMA cte)* COMMA?;

cte
    : identifier (LEFT_PAREN identifier (COMMA identifier)* RIGHT_PAREN)?
        AS (NOT? MATERIALIZED)? LEFT_PAREN query RIGHT_PAREN             # subqueryCte
    | expression AS identifier                                          # valueCte
    ;

select
    : SELECT distinct? top? selectItem (COMMA selectItem)* COMMA?
        from? arrayJoin* prewhere? where? sample?
        groupBy? having? qualify? windows? qualify?
        orderBy? limitBy? limit? settings?
    ;

distinct: DISTINCT (ON LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN)?;
top: TOP INTEGER (WITH TIES)?;
selectItem: expression (AS identifier | implicitAlias)?;
prewhere: PREWHERE aliased;
where: WHERE aliased;
sample: USING? SAMPLE ratio (OFFSET ratio)?;
ratio: number (SLASH number)?;
having: HAVING aliased;
qualify: QUALIFY aliased;
windows: WINDOW namedWindow (COMMA namedWindow)*;
namedWindow: identifier AS LEFT_PAREN window RIGHT_PAREN;
settings: SETTINGS identifier EQUAL number (COMMA identifier EQUAL number)*;

groupBy: GROUP BY (ALL | groupItem (COMMA groupItem)* COMMA?) (WITH (CUBE | ROLLUP | TOTALS))*;

groupItem
    : GROUPING SETS LEFT_PAREN groupingSet (COMMA groupingSet)* RIGHT_PAREN     # groupingSets
    | (CUBE | ROLLUP) LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN     # cubeOrRollup
    | aliased                                                                   # groupExpression
    ;

groupingSet: LEFT_PAREN (expression (COMMA expression)*)? RIGHT_PAREN | expression;

orderBy: ORDER BY orderItem (COMMA orderItem)* COMMA?;
orderItem: aliased (ASC | DESC)? (NULLS (FIRST | LAST))? (COLLATE STRING)? (WITH FILL)?;

limitBy: LIMIT expression ((OFFSET | COMMA) expression)? BY expression (COMMA expression)*;

limit
    : LIMIT expression PERCENT_WORD? (WITH TIES)? (OFFSET expression (ROW | ROWS)?)?    # plainLimit
    | LIMIT expression COMMA expression (WITH TIES)?                                    # commaLimit
    | OFFSET expression (ROW | ROWS)? fetch?                                            # offsetLimit
    | fetch                                                                             # fetchLimit
    ;
fetch: FETCH (FIRST | NEXT) expression (ROW | ROWS) (ONLY | WITH TIES);

// ---- what is read ----

from: FROM relation joined*;

joined
    : COMMA relation                                                    # commaJoin
    | joinWord* JOIN relation joinConstraint?                           # wordedJoin
    ;

joinWord
    : INNER | LEFT | RIGHT | FULL | OUTER | CROSS | NATURAL | POSITIONAL | ANY | ALL | ASOF | SEMI | ANTI | GLOBAL
    ;

joinConstraint
    : ON aliased (COMMA aliased)*                                               # onConstraint
    | USING LEFT_PAREN identifier (COMMA identifier)* RIGHT_PAREN               # usingConstraint
    | USING identifier (COMMA identifier)*                                      # usingConstraint
    ;

arrayJoin: (LEFT | INNER)? ARRAY JOIN arrayJoinItem (COMMA arrayJoinItem)*;
arrayJoinItem: expression (AS identifier | implicitAlias)?;

relation: source FINAL? relationAlias? FINAL? sample? pivot?;

source
    : values                                                            # valuesSource
    | identifier LEFT_PAREN (aliased (COMMA aliased)*)? RIGHT_PAREN     # tableFunctionSource
    | identifier (DOT name)*                                            # tableSource
    | LEFT_PAREN query RIGHT_PAREN                                      # subquerySource
    | placeholder                                                       # placeholderSource
    ;

relationAlias: (AS identifier | implicitAlias) (LEFT_PAREN identifier (COMMA identifier)* RIGHT_PAREN)?;
values: VALUES valuesRow (COMMA valuesRow)*;
valuesRow: LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN;
pivot: (PIVOT | UNPIVOT) balanced;
balanced: LEFT_PAREN (~(LEFT_PAREN | RIGHT_PAREN) | balanced)* RIGHT_PAREN;

// ---- expressions ----

aliased: expression (AS identifier)?;

// What AND may join stands in `operand`, so that the AND of BETWEEN is never taken for the other one.
expression
    : operand                                                           # operandExpression
    | expression AND expression                                         # and
    | expression OR expression                                          # or
    | <assoc = right> expression QUESTION expression COLON expression   # ternary
    | <assoc = right> expression ARROW expression                       # arrowLambda
    | LAMBDA identifier (COMMA identifier)* COLON expression            # pythonLambda
    ;

operand
    : primary                                                           # primaryOperand
    | operand LEFT_BRACKET expression RIGHT_BRACKET                     # index
    | operand LEFT_BRACKET expression? COLON expression? RIGHT_BRACKET  # slice
    | operand (DOT | NULL_DOT) LEFT_BRACKET expression RIGHT_BRACKET    # index
    | operand (DOT | NULL_DOT) (INTEGER | DECIMAL)                      # tupleAccess
    | operand (DOT | NULL_DOT) name                                     # member
    | operand DOT ASTERISK starModifier*                                # qualifiedStar
    | operand DOUBLE_COLON type                                         # postfixCast
    | MINUS operand                                                     # negate
    | operand (ASTERISK | SLASH | PERCENT) operand                      # multiply
    | operand (PLUS | MINUS | CONCAT) operand                           # add
    | operand comparison operand                                        # compare
    | operand NOT? (LIKE | ILIKE) operand                               # like
    | operand GLOBAL? NOT? IN COHORT operand                            # inCohort
    | operand GLOBAL? NOT? IN operand                                   # in
    | operand NOT? BETWEEN operand AND operand                          # between
    | operand IS NOT? DISTINCT FROM operand                             # distinctFrom
    | operand IS NOT? NULL                                              # isNull
    | <assoc = right> operand COALESCE operand                          # coalesce
    | NOT operand                                                       # not
    ;

comparison
    : EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL | NULL_SAFE_EQUAL
    | REGEX_MATCH | REGEX_INSENSITIVE | NOT_REGEX_MATCH | NOT_REGEX_INSENSITIVE
    ;

primary
    : CASE expression? (WHEN expression THEN expression)+ (ELSE expression)? END                    # case
    | (CAST | TRY_CAST) LEFT_PAREN expression AS type RIGHT_PAREN                                   # cast
    | EXTRACT LEFT_PAREN name FROM expression RIGHT_PAREN                                           # extract
    | SUBSTRING LEFT_PAREN expression FROM expression (FOR expression)? RIGHT_PAREN                 # substring
    | TRIM LEFT_PAREN (BOTH | LEADING | TRAILING) expression? FROM expression RIGHT_PAREN           # trim
    | INTERVAL operand intervalUnit                                                                 # interval
    | INTERVAL STRING                                                                               # intervalText
    | COLUMNS LEFT_PAREN aliased (COMMA aliased)* RIGHT_PAREN starModifier*                         # columns
    | call                                                                                          # callPrimary
    | identifier STRING                                                                             # typedLiteral
    | literal                                                                                       # literalPrimary
    | TEMPLATE                                                                                      # template
    | ASTERISK starModifier*                                                                        # star
    | identifier                                                                                    # namePrimary
    | placeholder                                                                                   # placeholderPrimary
    | LEFT_BRACE (dictEntry (COMMA dictEntry)* COMMA?)? RIGHT_BRACE                                 # dict
    | LEFT_BRACKET (aliased (COMMA aliased)* COMMA?)? RIGHT_BRACKET                                 # array
    | LEFT_PAREN query RIGHT_PAREN                                                                  # subquery
    | LEFT_PAREN (aliased (COMMA aliased)* COMMA?)? RIGHT_PAREN                                     # parenthesized
    ;

call: functionName callArguments callArguments? withinGroup? callFilter? nullTreatment? over?;
functionName: identifier | AND | OR | LIKE | ILIKE;
callArguments: LEFT_PAREN DISTINCT? (callArgument (COMMA callArgument)* COMMA?)? orderBy? RIGHT_PAREN;
callArgument: bareQuery | aliased;
bareQuery: withClause? select (setOperator queryTerm)*;
withinGroup: WITHIN GROUP LEFT_PAREN orderBy RIGHT_PAREN;
callFilter: FILTER LEFT_PAREN WHERE expression RIGHT_PAREN;
nullTreatment: (IGNORE | RESPECT) NULLS;
over: OVER (identifier | LEFT_PAREN window RIGHT_PAREN);

window: identifier? (PARTITION BY expression (COMMA expression)*)? orderBy? frame?;
frame: (ROWS | RANGE | GROUPS) (frameBound | BETWEEN frameBound AND frameBound);
frameBound: CURRENT ROW | (UNBOUNDED | operand) (PRECEDING | FOLLOWING);

starModifier
    : (EXCLUDE | EXCEPT) (LEFT_PAREN name (COMMA name)* COMMA? RIGHT_PAREN | name)                  # exclude
    | REPLACE LEFT_PAREN replacement (COMMA replacement)* COMMA? RIGHT_PAREN                        # replace
    ;
replacement: expression AS identifier;

dictEntry: expression COLON expression;
placeholder: LEFT_BRACE expression RIGHT_BRACE;

type: name (LEFT_PAREN typeArgument (COMMA typeArgument)* RIGHT_PAREN)?;
typeArgument: name? type | number | STRING;

intervalUnit: MICROSECOND | MILLISECOND | SECOND | MINUTE | HOUR | DAY | WEEK | MONTH | QUARTER | YEAR;

literal: number | STRING | TRUE | FALSE | NULL;
number: INTEGER | DECIMAL | HEXADECIMAL | DOT INTEGER;

// ---- names ----

// Where nothing but a name can stand, every word is one.
name: identifier | reserved;

reserved
    : AND | AS | BETWEEN | CASE | DISTINCT | ELSE | END | EXCEPT | FALSE | FROM | GROUP | HAVING | ILIKE | IN
    | INTERSECT | IS | JOIN | LIKE | LIMIT | NOT | NULL | ON | OR | ORDER | PREWHERE | QUALIFY | SELECT | THEN
    | TRUE | UNION | USING | WHEN | WHERE | WITH
    ;

identifier: IDENTIFIER | QUOTED_IDENTIFIER | aliasWord | clauseWord;

// Words that never follow a complete expression or table, so they may be an alias without AS.
implicitAlias: IDENTIFIER | QUOTED_IDENTIFIER | aliasWord;

aliasWord
    : BOTH | CAST | COHORT | COLUMNS | CUBE | CURRENT | DAY | EXTRACT | FILL | FIRST | FOLLOWING
    | FOR | GROUPING | GROUPS | HOUR | INTERVAL | LAMBDA | LAST | LEADING | MATERIALIZED | MICROSECOND | MILLISECOND
    | MINUTE | MONTH | NAME | NEXT | NULLS | ONLY | PARTITION | PERCENT_WORD | PRECEDING | QUARTER | RANGE
    | RECURSIVE | ROLLUP | ROW | ROWS | SECOND | SETS | SUBSTRING | TIES | TOP | TOTALS | TRAILING | TRIM
    | TRY_CAST | UNBOUNDED | VALUES | WEEK | YEAR
    ;

clauseWord
    : ALL | ANTI | ANY | ARRAY | ASC | ASOF | BY | COLLATE | CROSS | DESC | EXCLUDE | FETCH | FILTER | FINAL | FULL
    | GLOBAL | IGNORE | INNER | LEFT | NATURAL | OFFSET | OUTER | OVER | PIVOT | POSITIONAL | REPLACE | RESPECT
    | RIGHT | SAMPLE | SEMI | SETTINGS | UNPIVOT | WINDOW | WITHIN
    ;
