using System.Text.Json.Nodes;
using Plimsoll.IntegrationTests.Workflows.Expressions;

namespace Plimsoll.IntegrationTests.Workflows.Azure;

/// <summary>The functions of Azure's expressions that the files of this repository use.</summary>
internal static class AzureFunctions
{
    /// <param name="isFailed">Whether something before has failed; <c>null</c> where a template is expanded, which cannot ask.</param>
    public static Dictionary<string, Func<JsonNode?[], JsonNode?>> Create(bool? isFailed)
    {
        var functions = new Dictionary<string, Func<JsonNode?[], JsonNode?>>
        {
            ["eq"] = arguments => ExpressionValue.AreEqual(arguments[0], arguments[1]),
            ["ne"] = arguments => !ExpressionValue.AreEqual(arguments[0], arguments[1]),
            ["and"] = arguments => arguments.All(ExpressionValue.IsTrue),
            ["startsWith"] = arguments => ExpressionValue.Text(arguments[0]).StartsWith(ExpressionValue.Text(arguments[1]), StringComparison.OrdinalIgnoreCase),
        };
        if (isFailed is { } failed)
            functions["succeeded"] = _ => !failed;
        return functions;
    }
}
