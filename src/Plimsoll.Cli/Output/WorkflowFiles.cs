using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Cli.Output;

/// <summary>Hands outputs to the steps that follow in a workflow, through the files that the runner names.</summary>
internal static class WorkflowFiles
{
    /// <summary>Whether a runner accepts outputs.</summary>
    public static bool Exist(Func<string, string?> environment) => environment("GITHUB_OUTPUT") is not null || environment("GITHUB_ENV") is not null;

    /// <summary>
    /// Appends the outputs to <c>GITHUB_OUTPUT</c>, and as <c>DOCKER_METADATA_OUTPUT_*</c> to <c>GITHUB_ENV</c> unless
    /// <c>DOCKER_METADATA_SET_OUTPUT_ENV</c> is off; where a variable is not set there is nobody to hand them to.
    /// </summary>
    /// <exception cref="PlimsollException"><c>DOCKER_METADATA_SET_OUTPUT_ENV</c> is not a boolean (exit code 2).</exception>
    public static void Export(IReadOnlyList<KeyValuePair<string, string>> outputs, Func<string, string?> environment)
    {
        if (environment("GITHUB_OUTPUT") is { } output)
            Append(output, outputs);
        if (environment("GITHUB_ENV") is { } variables && IsOn(environment("DOCKER_METADATA_SET_OUTPUT_ENV")))
            Append(variables, outputs.Select(item => KeyValuePair.Create($"DOCKER_METADATA_OUTPUT_{item.Key.Replace('-', '_').ToUpperInvariant()}", item.Value)));
    }

    /// <summary>A delimiter that nobody can guess, so that no value can end itself and set another variable.</summary>
    private static void Append(string file, IEnumerable<KeyValuePair<string, string>> values)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values)
        {
            var delimiter = $"ghadelimiter_{Guid.NewGuid()}";
            text.Append(name).Append("<<").Append(delimiter).Append('\n').Append(value).Append('\n').Append(delimiter).Append('\n');
        }
        File.AppendAllText(file, text.ToString());
    }

    private static bool IsOn(string? text) => text switch
    {
        null or "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw PlimsollException.Usage($"parseBool syntax error: {text}", "Set DOCKER_METADATA_SET_OUTPUT_ENV to true or false."),
    };
}
