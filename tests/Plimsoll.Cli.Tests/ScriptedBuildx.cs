using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests;

/// <summary>A <c>docker buildx</c> that is a script: it prints, keeps the arguments in <c>bin/arguments</c> and a line for each build in <c>bin/builds</c>, and gives the same small image each time.</summary>
internal static class ScriptedBuildx
{
    /// <summary>Puts it first on the path.</summary>
    public static async Task UseBuildxAsync(this CommandWorld world, GitRepository repository)
    {
        var image = InMemoryImage.Create();
        await using (var file = File.Create(repository.Write("bin/archive.tar", "")))
            await OciArchiveWriter.WriteAsync(file, image, image.Manifest, tag: null, CancellationToken.None);
        var script = repository.Write("bin/docker", $"""
            #!/bin/sh
            [ "$2" = build ] || exit 0
            echo "$@" > '{repository.Path}/bin/arguments'
            echo >> '{repository.Path}/bin/builds'
            for word; do case "$word" in type=oci,dest=*) cp '{repository.Path}/bin/archive.tar' "{'$'}{'{'}word#type=oci,dest={'}'}";; esac; done
            printf '#1 building \033[31m\n'

            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        world.Environment["PATH"] = $"{repository.Path}/bin:/usr/bin:/bin";
    }
}
