using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>
/// A script in the place of <c>docker buildx</c>, which a machine of tests need not have: it records its arguments in the file
/// <c>arguments</c>, one a line, and the epoch in <c>epoch</c>, and does what a test says.
/// </summary>
internal static class RecordedBuildx
{
    /// <summary>Leaves the file <c>archive.tar</c> where the image should go.</summary>
    public const string CopyArchive = """
        for word; do case "$word" in type=oci,dest=*) cp "$DIR/archive.tar" "${word#type=oci,dest=}";; esac; done
        """;

    /// <summary>Puts it on the path of a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="files">Where its files are: <c>$DIR</c> to the script.</param>
    /// <param name="driver">The driver of the builder.</param>
    /// <param name="build">The lines that build.</param>
    public static void Use(PublishingWorld world, TempDirectory files, string driver, string build)
    {
        var script = files.Write("bin/docker", $"""
            #!/bin/sh
            DIR='{files.Path}'
            case "$1 $2" in
            'buildx version') echo 'github.com/docker/buildx v0.30.0'; exit 0;;
            'buildx inspect') printf 'Name: default\nDriver: {driver}\n'; exit 0;;
            esac
            printf '%s\n' "$@" > "$DIR/arguments"
            printf '%s' "$SOURCE_DATE_EPOCH" > "$DIR/epoch"
            {build}

            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        world.Variables["PATH"] = $"{files["bin"]}:/usr/bin:/bin";
    }
}
