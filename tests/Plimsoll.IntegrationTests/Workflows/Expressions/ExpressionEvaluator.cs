using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plimsoll.IntegrationTests.Workflows.Expressions;

/// <summary>Evaluates expressions. A context, a member of one, or a function that is not there is an error, where hosts would take nothing.</summary>
/// <param name="contexts">The values that names stand for.</param>
/// <param name="functions">What can be called.</param>
internal sealed partial class ExpressionEvaluator(IReadOnlyDictionary<string, JsonNode?> contexts, IReadOnlyDictionary<string, Func<JsonNode?[], JsonNode?>> functions)
{
    public JsonNode? Evaluate(string expression) => Evaluate(ExpressionParser.Parse(expression));

    /// <summary>A text with <c>${{ }}</c> in it; the value itself where it is nothing but one.</summary>
    public JsonNode? Expand(string template)
    {
        if (Template.Match(template) is { Success: true } whole && whole.Length == template.Length)
            return Evaluate(whole.Groups["expression"].Value);
        var text = Template.Replace(template, match => ExpressionValue.Text(Evaluate(match.Groups["expression"].Value)));
        return text;
    }

    public string ExpandText(string template) => ExpressionValue.Text(Expand(template));

    private JsonNode? Evaluate(Expression expression) => expression switch
    {
        Literal literal => literal.Value switch { string text => text, bool flag => flag, double number => number, _ => null },
        Name name => contexts.TryGetValue(name.Text, out var context) ? context : throw new UnsupportedSyntaxException($"There is no '{name.Text}' here."),
        Member { Key: null } all => new JsonArray([.. ((JsonObject)Evaluate(all.Of)!).Select(member => member.Value?.DeepClone())]),
        Member member => Find(member),
        Call call => functions.TryGetValue(call.Function, out var function)
            ? function([.. call.Arguments.Select(Evaluate)])
            : throw new UnsupportedSyntaxException($"There is no function '{call.Function}'."),
        Not not => JsonValue.Create(!ExpressionValue.IsTrue(Evaluate(not.Of))),
        Binary { Operator: "&&" } and => Evaluate(and.Left) is var left && ExpressionValue.IsTrue(left) ? Evaluate(and.Right) : left,
        Binary { Operator: "||" } or => Evaluate(or.Left) is var left && ExpressionValue.IsTrue(left) ? left : Evaluate(or.Right),
        Binary binary => JsonValue.Create(ExpressionValue.AreEqual(Evaluate(binary.Left), Evaluate(binary.Right)) == (binary.Operator == "==")),
        _ => throw new UnsupportedSyntaxException($"{expression}"),
    };

    /// <summary>What a context itself has must be there; what steps, jobs and events produce, and the variables of Azure, may be missing.</summary>
    private JsonNode? Find(Member member)
    {
        var of = Evaluate(member.Of);
        var key = ExpressionValue.Text(Evaluate(member.Key!));
        if (of is JsonObject value && value.TryGetPropertyValue(key, out var found))
            return found;
        var isProduced = member.Of is Name { Text: "variables" } or Member { Key: Literal { Value: "outputs" or "event" } } or Member { Of: Member };
        return isProduced ? null : throw new UnsupportedSyntaxException($"There is no '{key}' in {Describe(member.Of)}.");
    }

    private static string Describe(Expression expression) => expression switch
    {
        Name name => name.Text,
        Member { Key: Literal key } member => $"{Describe(member.Of)}.{key.Value}",
        _ => "a value",
    };

    [GeneratedRegex(@"\$\{\{(?<expression>(?:'(?:[^']|'')*'|[^'}]|\}(?!\}))*)\}\}")]
    private static partial Regex Template { get; }
}
