using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.GitLab;

/// <summary>The file of a pipeline.</summary>
/// <param name="pipeline">What describes it.</param>
/// <param name="context">The build.</param>
/// <param name="jobs">The jobs, each behind those that it needs.</param>
/// <param name="invoked">What it runs.</param>
internal sealed class GitLabPipeline(GitLabCIAttribute pipeline, GenerationContext context, IReadOnlyList<PipelineJob> jobs, IReadOnlyList<ExecutableTarget> invoked)
{
    /// <summary>What a job cannot be called, because it means something else in the file.</summary>
    private static readonly string[] Keywords =
        ["after_script", "before_script", "cache", "default", "false", "image", "include", "nil", "pages", "services", "spec", "stages", "true", "types", "variables", "workflow"];

    /// <exception cref="BuildException">What describes it is wrong (exit code 2).</exception>
    public GeneratedFile Generate()
    {
        Check();
        var stages = new GitLabStages(jobs);
        var file = new YamlMap
        {
            { "workflow", new YamlMap { { "rules", new GitLabRules(pipeline).Create() } } },
            { "stages", stages.Names },
            { "default", CreateDefaults() },
            { "variables", YamlMap.From(CreateVariables()) },
        };
        var tokens = CreateTokens();
        foreach (var job in jobs)
            file.Add(job.Target!.Name, new GitLabJob(pipeline, context, job, jobs).Create(stages.GetName(job), invoked.Contains(job.Target!) ? tokens : null));
        return GeneratedFile.FromYaml(".gitlab-ci.yml", pipeline, file);
    }

    private YamlMap CreateDefaults()
    {
        var keeps = pipeline.CacheKeyFiles.Length > 0 && pipeline.CachePaths.Length > 0;
        return new YamlMap
        {
            { "image", GitLabImage.Find(pipeline, context.Root) },
            { "tags", pipeline.RunnerTags },
            { "timeout", pipeline.TimeoutMinutes > 0 ? $"{pipeline.TimeoutMinutes} minutes" : null },
            { "cache", keeps ? new YamlMap { { "key", new YamlMap { { "files", pipeline.CacheKeyFiles } } }, { "paths", pipeline.CachePaths } } : null },
        };
    }

    private Dictionary<string, string> CreateVariables()
    {
        var variables = new Dictionary<string, string> { ["GIT_DEPTH"] = $"{pipeline.FetchDepth}" };
        if (pipeline.Submodules)
            variables["GIT_SUBMODULE_STRATEGY"] = "recursive";
        if (pipeline.CacheKeyFiles.Length > 0 && pipeline.CachePaths.Contains(GitLabCIAttribute.Packages))
            variables["NUGET_PACKAGES"] = $"$CI_PROJECT_DIR/{GitLabCIAttribute.Packages}";
        foreach (var (name, value) in NamedTexts.Parse(pipeline.Env, nameof(pipeline.Env)))
            variables[name] = value;
        return variables;
    }

    private YamlMap? CreateTokens()
    {
        var tokens = new YamlMap();
        foreach (var (name, audience) in NamedTexts.Parse(pipeline.IdTokens, nameof(pipeline.IdTokens)))
            tokens.Add(name, audience.Length > 0 ? new YamlMap { { "aud", audience } } : throw pipeline.CreateError($"has no audience of the token {name}", $"Write whom it is for: \"{name}: https://registry.example.com\"."));
        return tokens.Count > 0 ? tokens : null;
    }

    private void Check()
    {
        if (pipeline.FetchDepth < 0)
            throw pipeline.CreateError($"has the depth {pipeline.FetchDepth}", "Write 0 for all commits.");
        if (pipeline.CacheKeyFiles.Length > 2)
            throw pipeline.CreateError($"has {pipeline.CacheKeyFiles.Length} files that decide what is kept, but GitLab takes two", "Leave two, or write one pattern for several.");
        if (jobs.FirstOrDefault(job => Keywords.Contains(job.Target!.Name)) is { } named)
            throw pipeline.CreateError($"would have a job called {named.Target}, which means something else to GitLab", "Give the target another name.");
        foreach (var path in pipeline.CacheKeyFiles.Concat(pipeline.CachePaths))
            if (string.IsNullOrWhiteSpace(path) || path.Any(char.IsControl) || path[0] is '/' or '~' || path.Split('/').Contains(".."))
                throw pipeline.CreateError($"has '{path}' in the cache, which is not a path below the root", "GitLab keeps only files of the project's folder.");
    }
}
