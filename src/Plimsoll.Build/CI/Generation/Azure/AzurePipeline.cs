using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.Azure;

/// <summary>The file of a pipeline.</summary>
internal sealed class AzurePipeline(AzurePipelinesAttribute pipeline)
{
    /// <param name="describe">Describes the stages.</param>
    /// <exception cref="BuildException">What describes it is wrong (exit code 2).</exception>
    public GeneratedFile Generate(Func<IEnumerable<AzurePipelinesStage>> describe)
    {
        var path = AzureNames.ToPath(pipeline);
        Check();
        var triggers = new AzureTriggers(pipeline);
        return GeneratedFile.FromYaml(path, pipeline, new YamlMap
        {
            { "trigger", triggers.CreatePush() },
            { "pr", triggers.CreatePullRequest() },
            { "variables", CreateVariables() },
            { "stages", new YamlLines(EntityLines.Of(describe())) },
        });
    }

    private YamlList? CreateVariables()
    {
        var variables = new YamlList();
        foreach (var group in pipeline.ImportVariableGroups)
            variables.Add(new YamlMap { { "group", new YamlScalar(group) } });
        return variables.Count > 0 ? variables : null;
    }

    private void Check()
    {
        if (pipeline.FetchDepth < 0)
            throw pipeline.CreateError($"has the depth {pipeline.FetchDepth}", "Write 0 for all commits.");
        foreach (var name in pipeline.ImportSecrets.Append(pipeline.ImportSystemAccessTokenAs).Where(name => !string.IsNullOrEmpty(name) && !NamedTexts.IsIdentifier(name)))
            throw pipeline.CreateError($"imports '{name}', which is not a name", "Use the name of a parameter: letters, digits, dashes and underscores.");
        if (pipeline.ImportVariableGroups.Any(group => string.IsNullOrWhiteSpace(group) || group.Any(char.IsControl)))
            throw pipeline.CreateError("has a variable group without a name", "Write the name that it has in the project's library.");
        // They separate the parts of a key, and the files of a part.
        if (pipeline.CacheKeyFiles.Concat(pipeline.CachePaths).Any(path => string.IsNullOrWhiteSpace(path) || path.Any(c => char.IsControl(c) || c is '|' or '"' or ',')))
            throw pipeline.CreateError("has a file or folder of the cache that is empty, or has a comma, a quote, a bar or several lines in it", "Write one pattern in each text.");
    }
}
