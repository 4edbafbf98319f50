using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>An image of a Dockerfile.</summary>
/// <param name="Text">The reference as written.</param>
/// <param name="Resolved">The same with its variables replaced, unknown ones marked.</param>
/// <param name="Token">Where it stands in the Dockerfile's text.</param>
internal readonly record struct DockerfileImage(string Text, string Resolved, TextRange Token);
