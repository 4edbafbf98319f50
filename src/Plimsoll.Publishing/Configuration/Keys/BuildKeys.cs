namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>The keys of <c>build:</c>, of the whole file or of one of its images.</summary>
internal static class BuildKeys
{
    private static readonly ConfigurationKey Arguments = new("args", "Build arguments of the Dockerfile, or properties of the project.", ConfigurationValue.Map(ConfigurationValue.AnyText));

    private static readonly ConfigurationKey Base = new("base", "Image that it is built on.", ConfigurationValue.Text);

    /// <summary>One platform or several.</summary>
    public static ConfigurationKey Platform { get; } = new("platform", "Platforms, such as linux/amd64; several make an index.", ConfigurationValue.Texts);

    /// <summary>One of the ways to build; the first key of each says which.</summary>
    public static ConfigurationValue Build { get; } = new()
    {
        Name = "build",
        Variants =
        [
            [
                new("dockerfile", "Dockerfile, relative to the folder of this file.", ConfigurationValue.Text) { IsRequired = true },
                new("context", "Directory whose files the Dockerfile uses.", ConfigurationValue.Text) { Default = "." },
                new("target", "Stage that is built [default: the last].", ConfigurationValue.Text),
                Arguments,
                new("secrets", "Secrets, as docker buildx build --secret accepts them; only with BuildKit.", ConfigurationValue.Texts),
                Platform,
                new("via", "What builds it: BuildKit, the Docker Engine's own builder, or BuildKit if it is installed.", ConfigurationValue.OneOf("auto", "engine", "buildkit")) { Default = "auto" },
            ],
            [
                new("project", ".NET project, or the folder of the only one, relative to the folder of this file.", ConfigurationValue.Text) { IsRequired = true },
                Arguments,
                Platform,
                Base,
            ],
            [
                new("files", "Directory that becomes the root of the image, relative to the folder of this file.", ConfigurationValue.Text) { IsRequired = true },
                Base with { Description = "Image that the files are put on; none by default." },
                new("entrypoint", "Command of the container.", ConfigurationValue.Texts),
                Platform,
            ],
        ],
    };
}
