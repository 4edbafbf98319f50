namespace Plimsoll.Build;

/// <summary>A target that removes what the <see cref="Setup"/> of the same component prepared; it runs even after a failure.</summary>
/// <param name="_">The definition to extend.</param>
/// <returns>The same definition.</returns>
public delegate ITargetDefinition Cleanup(ITargetDefinition _);
