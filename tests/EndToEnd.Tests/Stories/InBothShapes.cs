using Clearance.EndToEnd.Tests.BadInput;

namespace Clearance.EndToEnd.Tests.Stories;

// Every road, twice: the stories know nothing of the shape; these classes give them one.

[Collection(StandaloneStories.Name)]
public sealed class StandaloneRoads(StandaloneShape suite, ITestOutputHelper output) : RoadStories(suite, output);

[Collection(StandaloneStories.Name)]
public sealed class StandaloneComplaint(StandaloneShape suite) : ComplaintStory(suite);

[Collection(StandaloneStories.Name)]
public sealed class StandaloneFaces(StandaloneShape suite) : FacesStory(suite);

[Collection(StandaloneStories.Name)]
public sealed class StandaloneImport(StandaloneShape suite) : ImportStory(suite);

[Collection(StandaloneStories.Name)]
public sealed class StandaloneFolder(StandaloneShape suite) : FolderStory(suite);

[Collection(StandaloneStories.Name)]
public sealed class StandaloneBadInput(StandaloneShape suite) : BadInputTests(suite);

public sealed class StandaloneLateReplenishment(StandaloneShape suite) : LateReplenishmentStory(suite), IClassFixture<StandaloneShape>;

public sealed class StandaloneAmendment(StandaloneShape suite) : AmendmentStory(suite), IClassFixture<StandaloneShape>;

[Collection(SeparateStories.Name)]
[Trait("Needs", "servers")]
public sealed class SeparateRoads(SeparateShape suite, ITestOutputHelper output) : RoadStories(suite, output);

[Collection(SeparateStories.Name)]
[Trait("Needs", "servers")]
public sealed class SeparateComplaint(SeparateShape suite) : ComplaintStory(suite);

[Collection(SeparateStories.Name)]
[Trait("Needs", "servers")]
public sealed class SeparateFaces(SeparateShape suite) : FacesStory(suite);

[Collection(SeparateStories.Name)]
[Trait("Needs", "servers")]
public sealed class SeparateImport(SeparateShape suite) : ImportStory(suite);

[Collection(SeparateStories.Name)]
[Trait("Needs", "servers")]
public sealed class SeparateBadInput(SeparateShape suite) : BadInputTests(suite);

[Trait("Needs", "servers")]
public sealed class SeparateLateReplenishment(SeparateShape suite) : LateReplenishmentStory(suite), IClassFixture<SeparateShape>;

[Trait("Needs", "servers")]
public sealed class SeparateAmendment(SeparateShape suite) : AmendmentStory(suite), IClassFixture<SeparateShape>;
