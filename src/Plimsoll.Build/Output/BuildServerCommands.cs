using Plimsoll.Build.Servers;

namespace Plimsoll.Build.Output;

/// <summary>The commands that build servers read from a log: writing them, and neutralising those in untrusted text.</summary>
internal static class BuildServerCommands
{
    public static string? BeginGroup(BuildServer server, string name) => server switch
    {
        BuildServer.GitHubActions => CommandFormat.GitHub("group", [], name),
        BuildServer.AzurePipelines => CommandFormat.AzureGroup("group", name),
        BuildServer.TeamCity => CommandFormat.TeamCity("blockOpened", [("name", name)]),
        _ => null,
    };

    public static string? EndGroup(BuildServer server, string name) => server switch
    {
        BuildServer.GitHubActions => "::endgroup::",
        BuildServer.AzurePipelines => "##[endgroup]",
        BuildServer.TeamCity => CommandFormat.TeamCity("blockClosed", [("name", name)]),
        _ => null,
    };

    public static string? MaskSecret(BuildServer server, string secret) => server switch
    {
        BuildServer.GitHubActions => CommandFormat.GitHub("add-mask", [], secret),
        BuildServer.AzurePipelines => CommandFormat.Azure("task.setsecret", [], secret),
        _ => null,
    };

    /// <summary>A warning or error that the build server shows beside its log.</summary>
    /// <param name="server">The build server.</param>
    /// <param name="kind"><c>warning</c> or <c>error</c>.</param>
    /// <param name="message">The message; may have several lines.</param>
    public static string? LogIssue(BuildServer server, string kind, string message) => server switch
    {
        BuildServer.GitHubActions => CommandFormat.GitHub(kind, [], message),
        BuildServer.AzurePipelines => CommandFormat.Azure("task.logissue", [("type", kind)], message),
        BuildServer.TeamCity => CommandFormat.TeamCity("message", [("text", message), ("status", kind.ToUpperInvariant())]),
        _ => null,
    };

    /// <summary>
    /// Neutralises commands in a line of untrusted text. GitHub reads <c>::</c> at the start of a line and <c>##[</c> anywhere,
    /// Azure Pipelines <c>##vso[</c> and <c>##[</c> anywhere, TeamCity <c>##teamcity[</c> anywhere; a space is inserted.
    /// </summary>
    public static string Neutralize(BuildServer server, string line)
    {
        if (server == BuildServer.TeamCity)
            return line.Replace("##teamcity[", "## teamcity[", StringComparison.OrdinalIgnoreCase);
        if (server is not (BuildServer.GitHubActions or BuildServer.AzurePipelines))
            return line;
        line = line.Replace("##[", "## [", StringComparison.Ordinal).Replace("##vso[", "## vso[", StringComparison.OrdinalIgnoreCase);
        var start = line.Length - line.TrimStart().Length;
        return line.AsSpan(start).StartsWith("::") ? $"{line[..start]}: :{line[(start + 2)..]}" : line;
    }
}
