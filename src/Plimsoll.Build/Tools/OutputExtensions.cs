using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Build.Tools;

/// <summary>What to make of the output of a tool.</summary>
public static class OutputExtensions
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Returns the lines of standard output as one text.</summary>
    public static string StdToText(this IEnumerable<Output> output) =>
        string.Join(Environment.NewLine, output.Where(line => line.Type == OutputType.Std).Select(line => line.Text));

    /// <summary>Reads standard output as a JSON object.</summary>
    /// <exception cref="BuildException">It is none.</exception>
    public static JsonObject StdToJson(this IEnumerable<Output> output) => output.StdToJson<JsonObject>();

    /// <summary>Reads standard output as JSON; names of properties may differ in case.</summary>
    /// <exception cref="BuildException">It cannot be read as such.</exception>
    public static T StdToJson<T>(this IEnumerable<Output> output)
    {
        var text = output.StdToText();
        try
        {
            return JsonSerializer.Deserialize<T>(text, Reading) ?? throw new JsonException("it is null.");
        }
        catch (JsonException exception)
        {
            var first = text.ReplaceLineEndings("\n").Split('\n')[0];
            throw new BuildException(BuildExitCode.Failed, $"The output cannot be read as JSON ({typeof(T).Name}): {exception.Message} It begins with '{first.Truncate(80)}'.", null, exception);
        }
    }

    /// <summary>Fails if a line was written to standard error; returns the output.</summary>
    /// <exception cref="BuildException">One was.</exception>
    public static IReadOnlyCollection<Output> EnsureOnlyStd(this IReadOnlyCollection<Output> output)
    {
        foreach (var line in output.Where(line => line.Type == OutputType.Err))
            throw new BuildException(BuildExitCode.Failed, $"The tool wrote to standard error: {line.Text}");
        return output;
    }
}
