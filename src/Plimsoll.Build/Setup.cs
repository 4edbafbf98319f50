namespace Plimsoll.Build;

/// <summary>
/// A target that prepares something which the <see cref="Cleanup"/> of the same component removes: it triggers that. Both are named by
/// <see cref="ITargetDefinition.DependsOnContext{T}"/>.
/// </summary>
/// <param name="_">The definition to extend.</param>
/// <returns>The same definition.</returns>
public delegate ITargetDefinition Setup(ITargetDefinition _);
