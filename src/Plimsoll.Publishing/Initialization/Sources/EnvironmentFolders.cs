using System.Text.RegularExpressions;
using Plimsoll.Publishing.Initialization.Drafts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Finds environments by the folders of their deployment files: <c>deploy/staging</c>, <c>k8s/overlays/prod</c>.</summary>
internal static partial class EnvironmentFolders
{
    /// <summary>The order in which an image passes them.</summary>
    private static readonly string[] Stages = ["dev", "develop", "development", "test", "testing", "ci", "int", "integration", "qa", "uat", "demo", "sandbox", "stage", "staging", "preprod", "pre-prod", "preview", "canary", "live", "prd", "prod", "production"];

    public static void Find(RepositoryTree tree, ConfigurationDraft draft)
    {
        var found = new Dictionary<string, SortedSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var folder in tree.Files.Where(file => !Sample.IsMatch(file)).SelectMany(FoldersAbove).Distinct())
            if (DeploymentFolder.Match(folder) is { Success: true } match && StageOf(match.Groups["name"].Value) is not null)
            {
                if (!found.TryGetValue(match.Groups["name"].Value, out var folders))
                    found.Add(match.Groups["name"].Value, folders = new SortedSet<string>(StringComparer.Ordinal));
                folders.Add(folder);
            }

        foreach (var (name, folders) in found.OrderBy(pair => StageOf(pair.Key)).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var isProduction = IsProduction(name);
            draft.Environments.Add(new DraftEnvironment(name, isProduction && !TagRules.IsProductionName(name), [.. folders.Select(folder => $"{folder}/**")]));
            foreach (var folder in folders)
                draft.Converted(folder, null, $"deployment files of environment {name}{(isProduction ? ", which accepts only immutable tags" : "")}");
        }
    }

    private static IEnumerable<string> FoldersAbove(string file)
    {
        for (var folder = RepositoryTree.FolderOf(file); folder.Length > 0; folder = RepositoryTree.FolderOf(folder))
            yield return folder;
    }

    /// <summary>The place among the stages, also of <c>prod-eu</c>; <c>null</c> for what is not the name of an environment.</summary>
    private static int? StageOf(string name) =>
        Array.FindIndex(Stages, stage => name.Equals(stage, StringComparison.OrdinalIgnoreCase)) is >= 0 and var exact ? exact
        : Array.FindIndex(Stages, stage => name.StartsWith($"{stage}-", StringComparison.OrdinalIgnoreCase)) is >= 0 and var prefix ? prefix
        : null;

    private static bool IsProduction(string name) => TagRules.IsProductionName(name) || (StageOf(name) is { } stage && Stages[stage] is "live" or "prd" or "prod" or "production");

    [GeneratedRegex(@"(?:\A|/)(?:docs|examples?|samples?|testdata|fixtures)/", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Sample { get; }

    [GeneratedRegex(@"\A(?:[^/]+/){0,3}(?:deploy|deployment|deployments|k8s|kubernetes|kube|manifests|environments|envs|env|overlays|clusters|gitops|infra|charts|helm)/(?<name>[A-Za-z0-9][A-Za-z0-9_.-]*)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DeploymentFolder { get; }
}
