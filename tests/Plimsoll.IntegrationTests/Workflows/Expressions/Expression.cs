namespace Plimsoll.IntegrationTests.Workflows.Expressions;

/// <summary>An expression as GitHub Actions and Azure Pipelines write it.</summary>
internal abstract record Expression;

internal sealed record Literal(object? Value) : Expression;

internal sealed record Name(string Text) : Expression;

/// <summary>A member of a value; <c>null</c> for all of them (<c>.*</c>).</summary>
internal sealed record Member(Expression Of, Expression? Key) : Expression;

internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

internal sealed record Not(Expression Of) : Expression;

/// <summary>An operator between two values: <c>==</c>, <c>!=</c>, <c>&amp;&amp;</c> or <c>||</c>.</summary>
internal sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;
