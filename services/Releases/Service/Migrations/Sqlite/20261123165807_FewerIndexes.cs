using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Releases.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FewerIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_release_case_customs_office",
                table: "release_case");

            migrationBuilder.DropIndex(
                name: "ix_release_case_direction",
                table: "release_case");

            migrationBuilder.DropIndex(
                name: "ix_release_case_road",
                table: "release_case");

            migrationBuilder.DropIndex(
                name: "ix_release_case_transport_mode",
                table: "release_case");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_release_case_customs_office",
                table: "release_case",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_direction",
                table: "release_case",
                columns: new[] { "direction", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_road",
                table: "release_case",
                columns: new[] { "road", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_transport_mode",
                table: "release_case",
                columns: new[] { "transport_mode", "create_time", "key" });
        }
    }
}
