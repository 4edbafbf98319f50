namespace Plimsoll.Publishing.Migration;

/// <summary>The namespaces of NUKE and of Fallout, and those of Plimsoll.Build that hold the same.</summary>
internal static class NukeNamespaces
{
    private const string Build = "Plimsoll.Build";
    private const string Tools = "Plimsoll.Build.Tools";
    private const string CI = "Plimsoll.Build.CI";
    private const string Versions = "Plimsoll.Build.Components.Versions";

    /// <summary>The namespaces behind the first word, by what they are here.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["Common"] = Build,
        ["Common.ChangeLog"] = Build,
        ["Common.Git"] = Build,
        ["Common.IO"] = Build,
        ["Common.CI"] = CI,
        ["Common.CI.AzurePipelines"] = CI,
        ["Common.CI.AzurePipelines.Configuration"] = CI,
        ["Common.CI.GitHubActions"] = CI,
        ["Common.CI.GitHubActions.Configuration"] = CI,
        ["Common.Execution"] = Build,
        ["Common.Utilities"] = Build,
        ["Common.Utilities.Collections"] = Build,
        ["Common.ValueInjection"] = Build,
        ["Common.ProjectModel"] = Build,
        ["Common.CI.AppVeyor"] = CI,
        ["Common.CI.Bamboo"] = CI,
        ["Common.CI.Bitbucket"] = CI,
        ["Common.CI.Bitrise"] = CI,
        ["Common.CI.GitLab"] = CI,
        ["Common.CI.Jenkins"] = CI,
        ["Common.CI.SpaceAutomation"] = CI,
        ["Common.CI.TeamCity"] = CI,
        ["Common.CI.TravisCI"] = CI,
        ["Common.Tooling"] = Tools,
        ["Common.Tools.AzureSignTool"] = Tools,
        ["Common.Tools.Codecov"] = Tools,
        ["Common.Tools.Coverlet"] = Tools,
        ["Common.Tools.Docker"] = Tools,
        ["Common.Tools.DotNet"] = Tools,
        ["Common.Tools.Git"] = Tools,
        ["Common.Tools.GitHub"] = Tools,
        ["Common.Tools.GitVersion"] = Versions,
        ["Common.Tools.MSBuild"] = Tools,
        ["Common.Tools.MinVer"] = Versions,
        ["Common.Tools.NUnit"] = Tools,
        ["Common.Tools.OctoVersion"] = Versions,
        ["Common.Tools.Npm"] = Tools,
        ["Common.Tools.NuGet"] = Tools,
        ["Common.Tools.PowerShell"] = Tools,
        ["Common.Tools.Pwsh"] = Tools,
        ["Common.Tools.ReportGenerator"] = Tools,
        ["Common.Tools.SonarScanner"] = Tools,
        ["Common.Tools.Xunit"] = Tools,
        ["Components"] = "Plimsoll.Build.Components",
    };

    /// <summary>All namespaces of Plimsoll.Build that one of NUKE leads to.</summary>
    public static IEnumerable<string> Ours => Known.Values.Distinct();

    /// <summary>Whether a name with dots is one of NUKE or of Fallout.</summary>
    public static bool IsNuke(string name) => Rest(name) is not null;

    /// <summary>The namespace of Plimsoll.Build for one of NUKE, or <c>null</c> where there is none.</summary>
    public static string? Find(string name) => Rest(name) is { } rest ? Known.GetValueOrDefault(rest) : null;

    /// <summary>The type of Plimsoll.Build for one of NUKE whose members a file imports, or <c>null</c> where there is none.</summary>
    public static string? FindStatic(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && Find(name[..dot]) is { } ours && NukeMembers.Find(name[(dot + 1)..], NukeMemberKind.Type) is { Ours: { } type } ? $"{ours}.{type}" : null;
    }

    private static string? Rest(string name) =>
        name.StartsWith("Nuke.", StringComparison.Ordinal) ? name["Nuke.".Length..]
        : name.StartsWith("Fallout.", StringComparison.Ordinal) ? name["Fallout.".Length..]
        : null;
}
