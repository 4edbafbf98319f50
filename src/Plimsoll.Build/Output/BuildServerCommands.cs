namespace Plimsoll.Build.Output;

/// <summary>The commands that build servers read from a log: writing them, and neutralising those in untrusted text.</summary>
internal static class BuildServerCommands
{
    public static string? BeginGroup(BuildServer server, string name) => server switch
    {
        BuildServer.GitHubActions => $"::group::{name}",
        BuildServer.AzurePipelines => $"##[group]{name}",
        _ => null,
    };

    public static string? EndGroup(BuildServer server) => server switch
    {
        BuildServer.GitHubActions => "::endgroup::",
        BuildServer.AzurePipelines => "##[endgroup]",
        _ => null,
    };

    public static string? MaskSecret(BuildServer server, string secret) => server switch
    {
        BuildServer.GitHubActions => $"::add-mask::{EscapeGitHub(secret)}",
        BuildServer.AzurePipelines => $"##vso[task.setsecret]{EscapeAzure(secret)}",
        _ => null,
    };

    /// <summary>A warning or error that the build server shows beside its log.</summary>
    /// <param name="server">The build server.</param>
    /// <param name="kind"><c>warning</c> or <c>error</c>.</param>
    /// <param name="message">The message; may have several lines.</param>
    public static string? LogIssue(BuildServer server, string kind, string message) => server switch
    {
        BuildServer.GitHubActions => $"::{kind}::{EscapeGitHub(message)}",
        BuildServer.AzurePipelines => $"##vso[task.logissue type={kind}]{EscapeAzure(message)}",
        _ => null,
    };

    /// <summary>
    /// Neutralises commands in a line of untrusted text. GitHub reads <c>::</c> at the start of a line and <c>##[</c> anywhere,
    /// Azure Pipelines <c>##vso[</c> and <c>##[</c> anywhere; a space is inserted.
    /// </summary>
    public static string Neutralize(BuildServer server, string line)
    {
        if (server is not (BuildServer.GitHubActions or BuildServer.AzurePipelines))
            return line;
        line = line.Replace("##[", "## [", StringComparison.Ordinal).Replace("##vso[", "## vso[", StringComparison.OrdinalIgnoreCase);
        var start = line.Length - line.TrimStart().Length;
        return line.AsSpan(start).StartsWith("::") ? $"{line[..start]}: :{line[(start + 2)..]}" : line;
    }

    private static string EscapeGitHub(string text) =>
        text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string EscapeAzure(string text) =>
        text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A").Replace("]", "%5D").Replace(";", "%3B");
}
