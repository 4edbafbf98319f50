using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary>What the verbs share that read one image: <c>digest</c>, <c>inspect</c> and <c>history</c>.</summary>
internal sealed class ImageCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Option<string> _platform = RegistryOptions.PlatformOption("Platform to read from an index");
    private readonly Argument<string> _image = new("IMAGE") { Description = "A reference, oci:PATH[:TAG], oci-archive:FILE, docker-archive:FILE, docker-daemon:NAME or dir:PATH" };

    /// <param name="name">The verb.</param>
    /// <param name="description">What it does.</param>
    /// <param name="host">The world.</param>
    /// <param name="show">Prints the image.</param>
    /// <param name="options">The verb's own.</param>
    public static Command Create(string name, string description, CommandHost host, Func<ImageView, CancellationToken, Task> show, params ReadOnlySpan<Option> options)
    {
        var verb = new ImageCommand();
        var command = new Command(name, description) { verb._image, verb._platform };
        foreach (var option in options)
            command.Add(option);
        verb._registry.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = new CommandSession(host, parsed);
            var text = parsed.GetRequiredValue(verb._image);
            var location = ImageLocation.Parse(text, session.Directory);
            await using var plimsoll = verb._registry.CreatePlimsoll(session, parsed, location);
            using var image = await plimsoll.OpenImageAsync(location, RegistryOptions.ParsePlatform(parsed, verb._platform), cancellationToken);
            await show(new ImageView(session, text, location, plimsoll, image), cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
