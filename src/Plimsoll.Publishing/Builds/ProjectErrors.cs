using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Publishing.Builds;

/// <summary>What is wrong where <c>dotnet publish</c> failed, from what it printed.</summary>
internal static partial class ProjectErrors
{
    private const int MostListed = 10;

    /// <summary>
    /// The error of a failed build. Those of the compiler are told alone: whatever else failed did so because of them. Advice on the
    /// base image is only given where it is what failed.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="lines">What was printed.</param>
    public static PlimsollException ToException(string project, IReadOnlyList<string> lines)
    {
        var errors = lines.Select(line => ErrorLine.Match(line.Trim())).Where(match => match.Success && !StackFrame.IsMatch(match.Value)).DistinctBy(Text).ToList();
        var compiler = errors.Where(match => match.Groups["source"].Success).ToList();
        if (compiler.Count > 0)
            return Failed(project, compiler, "Fix the source at the places above; 'dotnet build' reports the same.");

        var isBase = errors.Any(match => match.Groups["code"].Value.StartsWith("CONTAINER", StringComparison.Ordinal));
        return errors.Count > 0
            ? Failed(project, errors, isBase ? "Its base image is read from a registry: check that it is reachable, and that you are logged in ('plimsoll login' or 'docker login'). A base such as oci:PATH needs none." : null)
            : new PlimsollException(ErrorKind.Failed, $"dotnet publish of {project} failed:\n  {BuildTool.Reason(lines)}");
    }

    private static PlimsollException Failed(string project, List<Match> errors, string? advice)
    {
        var more = errors.Count > MostListed ? $"\n  and {Quantity.Format(errors.Count - MostListed, "more error")}" : "";
        return new PlimsollException(ErrorKind.Failed, $"dotnet publish of {project} failed:\n  {string.Join("\n  ", errors.Take(MostListed).Select(Text))}{more}", advice);
    }

    /// <summary>The line without the project's path behind it.</summary>
    private static string Text(Match match) => match.Groups["text"].Value;

    /// <summary>MSBuild's form of an error; that of a compiler starts with line and column in a source file, not in one of MSBuild's (its documentation, "MSBuild and Visual Studio format for diagnostic messages").</summary>
    [GeneratedRegex(@"\A(?<text>(?:(?<source>.+(?<!\.targets|\.props)\([0-9]+,[0-9]+(?:,[0-9]+,[0-9]+)?\))|.*?) ?: error (?<code>[A-Z]+[0-9]+)?: .*?)(?: \[[^\]]+\])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine { get; }

    [GeneratedRegex(@": error MSB[0-9]+: +at ", RegexOptions.CultureInvariant)]
    private static partial Regex StackFrame { get; }
}
