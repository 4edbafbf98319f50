using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>The actions of generated workflows, by the commit of a version: a tag can be moved to other code.</summary>
internal static class GitHubPins
{
    public static readonly YamlScalar Checkout = Pin("actions/checkout", "08c6903cd8c0fde910a37f88322edcfb5dd907a8", "v5.0.0");
    public static readonly YamlScalar SetupDotNet = Pin("actions/setup-dotnet", "d4c94342e560b34958eacfc5d055d21461ed1c5d", "v5.0.0");
    public static readonly YamlScalar Cache = Pin("actions/cache", "0057852bfaa89a56745cba8c7296529d2fc39830", "v4.3.0");
    public static readonly YamlScalar UploadArtifact = Pin("actions/upload-artifact", "ea165f8d65b6e75b540449e92b4886f43607fa02", "v4.6.2");
    public static readonly YamlScalar DownloadArtifact = Pin("actions/download-artifact", "d3f86a106a0bac45b974a628896c90dbdf5c8093", "v4.3.0");

    private static YamlScalar Pin(string action, string commit, string version) => new($"{action}@{commit}") { Comment = version };
}
