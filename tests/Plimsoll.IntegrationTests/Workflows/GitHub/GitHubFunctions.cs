using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plimsoll.IntegrationTests.Workflows.Expressions;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>The functions of GitHub's expressions that the files of this repository use.</summary>
internal static class GitHubFunctions
{
    /// <param name="isFailed">Whether an earlier step, or a job that is needed, has failed.</param>
    public static Dictionary<string, Func<JsonNode?[], JsonNode?>> Create(bool isFailed) => new()
    {
        ["success"] = _ => !isFailed,
        ["failure"] = _ => isFailed,
        ["always"] = _ => true,
        ["fromJSON"] = arguments => JsonNode.Parse(ExpressionValue.Text(arguments[0])),
        ["join"] = arguments => string.Join(ExpressionValue.Text(arguments[1]), ((JsonArray)arguments[0]!).Select(ExpressionValue.Text)),
        ["startsWith"] = arguments => ExpressionValue.Text(arguments[0]).StartsWith(ExpressionValue.Text(arguments[1]), StringComparison.OrdinalIgnoreCase),
        ["format"] = arguments => string.Format(CultureInfo.InvariantCulture, ExpressionValue.Text(arguments[0]), [.. arguments.Skip(1).Select(ExpressionValue.Text)]),
    };

    /// <summary>A condition, which means <c>success() &amp;&amp;</c> it where it does not ask how the run went.</summary>
    public static string Condition(string? condition)
    {
        if (condition is null)
            return "success()";
        var expression = condition.StartsWith("${{", StringComparison.Ordinal) ? condition[3..^2] : condition;
        return Regex.IsMatch(expression, @"\b(success|failure|always|cancelled)\(") ? expression : $"success() && ({expression})";
    }
}
