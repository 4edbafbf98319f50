using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Checks the repository out.</summary>
public class AzurePipelinesCheckoutStep : AzurePipelinesStep
{
    /// <summary>How many commits; 0, the default, for all with all tags, which versions need.</summary>
    public int FetchDepth { get; set; }

    /// <summary>Whether submodules come with it.</summary>
    public bool Submodules { get; set; }

    /// <summary>Whether files of Git LFS come with it.</summary>
    public bool LargeFileStorage { get; set; }

    /// <summary>Whether the folder is emptied before it, on machines that keep it.</summary>
    public bool Clean { get; set; }

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, new YamlMap
    {
        { "checkout", "self" },
        { "clean", Clean ? new YamlScalar(true) : null },
        { "fetchDepth", new YamlScalar(FetchDepth) },
        // Without it, only new pipelines fetch no tags: it depends on when the pipeline was created.
        { "fetchTags", new YamlScalar(FetchDepth == 0) },
        { "lfs", LargeFileStorage ? new YamlScalar(true) : null },
        { "submodules", Submodules ? new YamlScalar(true) : null },
    });
}
