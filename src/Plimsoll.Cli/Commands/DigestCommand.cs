using System.CommandLine;
using Plimsoll.Cli.Output;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll digest</c>: what an image's tag names now.</summary>
internal static class DigestCommand
{
    public static Command Create(CommandHost host) => ImageCommand.Create("digest", "Print the digest of an image", host, (view, _) =>
    {
        var (session, name) = (view.Session, view.Name);
        var digest = view.Root.Descriptor.Digest.ToString();
        session.Host.Out.WriteLine(session.IsJson
            ? CliJson.Write(new DigestResult(1, name, digest), CliJson.Default.DigestResult)
            : digest);
        session.Sink.SetOutputs(() => [new("image", name), new("digest", digest)]);
        return Task.CompletedTask;
    });
}
