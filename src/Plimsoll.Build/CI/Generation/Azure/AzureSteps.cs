using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation.Azure;

/// <summary>The steps of a job.</summary>
internal sealed class AzureSteps(AzurePipelinesAttribute pipeline, GenerationContext context, AzureJobs jobs, PipelineJob job, AzurePipelinesImage image)
{
    /// <param name="imports">The environment variables that the build gets.</param>
    /// <exception cref="BuildException">A variable is there twice (exit code 2).</exception>
    public IEnumerable<AzurePipelinesStep> Create(IEnumerable<(string Key, string Value)> imports)
    {
        var steps = new List<AzurePipelinesStep>
        {
            new AzurePipelinesCheckoutStep
            {
                FetchDepth = pipeline.FetchDepth,
                Submodules = pipeline.Submodules,
                LargeFileStorage = pipeline.LargeFileStorage,
                Clean = pipeline.Clean,
            },
        };
        if ((context.Root / "global.json").FileExists())
            steps.Add(new AzurePipelinesSetupDotNetStep());
        if (pipeline.CacheKeyFiles.Length > 0)
            steps.AddRange(pipeline.CachePaths.Select(path => new AzurePipelinesCacheStep { Image = image, KeyFiles = pipeline.CacheKeyFiles, Path = path }));
        steps.AddRange(job.Consumes.SelectMany(target => jobs.GetArtifacts(target, image)).Select(name => new AzurePipelinesDownloadStep { ArtifactName = name }));
        steps.Add(CreateRun(imports));
        foreach (var target in job.Targets.Where(target => target.Definition.Products.Count > 0 && (jobs.IsConsumed(target) || pipeline.PublishArtifacts)))
            steps.AddRange(CreatePublish(target));
        return steps;
    }

    private AzurePipelinesCmdStep CreateRun(IEnumerable<(string Key, string Value)> imports)
    {
        var variables = new Dictionary<string, string>();
        if (job.Partitions > 1)
            variables.Add(PartitionOption.Variable, $"$(System.JobPositionInPhase)/{job.Partitions}");
        foreach (var (name, value) in imports)
            if (!variables.TryAdd(name, value))
                throw pipeline.CreateError($"gives the build {name} twice", "Import it once.");
        return new()
        {
            InvokedTargets = [.. job.Invoked.Select(target => target.Name)],
            Command = string.Join(' ', [AzureNames.IsWindows(image) ? @".\build.cmd" : "./build.sh", .. BuildArguments.Of(job)]),
            Imports = variables,
        };
    }

    /// <summary>An artifact is a whole folder, and so the files are put into one of their own, each where it is from the root.</summary>
    private IEnumerable<AzurePipelinesStep> CreatePublish(ExecutableTarget target)
    {
        var name = jobs.GetArtifact(target, job, image);
        var folder = $"$(Build.ArtifactStagingDirectory)/{name}";
        yield return new AzurePipelinesCopyStep { Patterns = [.. ArtifactPath.FromTarget(target, context.Root).SelectMany(AddContent)], TargetFolder = folder };
        yield return new AzurePipelinesPublishStep { ArtifactName = name, PathToPublish = folder, IsRequired = jobs.IsConsumed(target) };
    }

    /// <summary>The task takes files only: what may be a folder stands for all in it too.</summary>
    private static IEnumerable<string> AddContent(string path)
    {
        var name = path.Split('/')[^1];
        return name is "*" || !name.Contains('*', StringComparison.Ordinal) ? [path, $"{path}/**"] : [path];
    }
}
