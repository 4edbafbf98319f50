namespace Plimsoll.Cli.Output;

/// <summary>A name that an image has in the engine.</summary>
/// <param name="Name">The name with its tag, as the engine writes it.</param>
/// <param name="Id">The image ID.</param>
/// <param name="Created">When the image was made, by its own account, or <c>null</c>.</param>
/// <param name="Size">The bytes of its layers as the engine holds them.</param>
internal sealed record EngineImageEntry(string Name, string Id, DateTimeOffset? Created, long Size);
