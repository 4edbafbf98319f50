using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Publishing.Initialization.Workflows;

/// <summary>Writes the workflow that checks pull requests, and publishes what is pushed to the default branch and what is tagged.</summary>
internal static class WorkflowText
{
    /// <summary>Where a host looks for it, relative to the root of the repository.</summary>
    public static string FileFor(WorkflowHost host) => host switch
    {
        WorkflowHost.GitHub => ".github/workflows/plimsoll.yml",
        WorkflowHost.Azure => "azure-pipelines.yml",
        _ => ".gitlab-ci.yml",
    };

    /// <param name="host">The CI host.</param>
    /// <param name="version">The version of the command that is installed.</param>
    /// <param name="branch">The default branch.</param>
    /// <param name="draft">The configuration, whose tag prefixes and registry are used.</param>
    public static string Write(WorkflowHost host, string version, string branch, ConfigurationDraft draft)
    {
        using var template = new StreamReader(typeof(WorkflowText).Assembly.GetManifestResourceStream($"{host.ToString().ToLowerInvariant()}.workflow.yml")!);
        var isOfGitHub = draft.Registry == "ghcr.io";
        return template.ReadToEnd()
            .Replace("@version@", version, StringComparison.Ordinal)
            .Replace("@branch@", ConfigurationText.Quote(branch), StringComparison.Ordinal)
            .Replace("@tags@", Patterns(draft), StringComparison.Ordinal)
            .Replace("@username@", isOfGitHub ? "${{ github.actor }}" : "${{ secrets.REGISTRY_USERNAME }}", StringComparison.Ordinal)
            .Replace("@password@", isOfGitHub ? "${{ secrets.GITHUB_TOKEN }}" : "${{ secrets.REGISTRY_PASSWORD }}", StringComparison.Ordinal);
    }

    /// <summary>The git tags of releases, as a list of patterns.</summary>
    private static string Patterns(ConfigurationDraft draft)
    {
        IEnumerable<string> prefixes = draft.Components.Count > 0 ? draft.Components.Select(component => component.TagPrefix)
            : draft.Version.GetValueOrDefault("tagPrefix") is { } prefix ? [prefix]
            : ["v"];
        return $"[{string.Join(", ", prefixes.Select(text => $"\"{(text.Length == 0 ? "[0-9]" : text)}*\""))}]";
    }
}
